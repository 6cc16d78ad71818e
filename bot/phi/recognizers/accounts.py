"""Cards, bank accounts, routing numbers, and the practice's own billing accounts, invoices and ledgers.

Sources: 45 CFR 164.514(b)(2)(i)(J). Cards, ISO/IEC 7812: 13 to 19 digits, the last a Luhn check digit; 4 Visa, 51-55 and
2221-2720 Mastercard, 34 and 37 Amex, 6011, 644-649 and 65 Discover, 30, 36 and 38 Diners, 35 JCB, 62 UnionPay. Routing numbers,
ABA: nine digits, 3(d1+d4+d7) + 7(d2+d5+d8) + (d3+d6+d9) divisible by ten. IBAN, ISO 13616: remainder 1 modulo 97.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._codes import GAP, announced, codes
from bot.phi.recognizers._gate import HAS_DIGIT, Recognizer, digits_in, mark, word_set, words_of
from bot.phi.recognizers._luhn import luhn
from bot.phi.recognizers._scan import Pattern, alone
from bot.reading import Reading

CARD = Pattern(r"\b\d{4}[- .]?\d{4}[- .]?\d{4}[- .]?\d{1,4}(?:[- .]?\d{1,3})?\b|\b3\d{3}[- .]?\d{6}[- .]?\d{4,5}\b")
BRAND = re.compile(r"4|5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|3[47]|6011|64[4-9]|65|30|36|38|35|62")
IBAN = Pattern(r"(?i)\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
CARD_CUE = r"(?:cards?|visa|master\s?card|amex|american\s+express|discover|debit|credit|care\s?credit|hsa|fsa|apple\s+pay|cc|(?:cards?\s+)?on\s+file)"
ENDS = r"(?:ending|ends|ended|end|last\s+(?:four|4)(?:\s+digits)?|final\s+(?:four|4))"
CARD_END = Pattern(
    rf"(?i)\b{CARD_CUE}\b[^\d.!?;\n]{{0,24}}?\b{ENDS}(?:{GAP})?[*x•.]*(\d{{4}})\b|\b{ENDS}\b[^\d.!?;\n]{{0,24}}?\b{CARD_CUE}(?:{GAP})[*x•.]*(\d{{4}})\b"
    rf"|\b(?:visa|master\s?card|amex|card|discover)[\s:#(]{{1,3}}(?:no\.?\s|number\s)?[*x•.-]*\s?(\d{{4}})\b|[*x•]{{4}}[- ]?(\d{{4}})\b|\b(\d{{4}})\b[\s,\"')(-]{{1,3}}(?:is|was|as|are)\s+(?:the\s+|her\s+|his\s+)?{ENDS}\b[^\d.!?;\n]{{0,20}}?\b{CARD_CUE}\b"
)
KIND = announced(
    r"accounts?|accts?\.?|a/c|checking|savings|bank|invoices?|inv\.?|ledgers?|statements?|billing|bills?|receipts?|balance|payments?(?:\s+plan)?|transactions?|checks?|cheques?|debit|guarantor"
    r"|care\s?credit|loan|credit\s+line|wire|zelle|ach",
    strong=r"(?:account|acct|invoice|ledger|statement|billing|receipt|transaction|check|loan|guarantor|card|bank\s+account)\s*(?:number|no\.|id|\#)|routing(?:\s+(?:number|no\.|\#))?|aba|rtn|iban|swift|ein|fein",
    least=4,
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each card and IBAN by its check, each ending of a card and each account by its cue."""
    text = reading.norm
    digits = digits_in(reading)
    for match in CARD.finditer(text) if digits >= 13 else ():
        if alone(text, *match.span()) and (score := _card(match[0])):
            yield mark("ACCOUNT_NUMBER", match, score, "card")
    for match in IBAN.finditer(text) if digits >= 2 else ():
        if _iban(match[0].replace(" ", "")):
            yield mark("ACCOUNT_NUMBER", match, 0.95, "iban")
    words = words_of(reading)
    if not CARD_WORDS.isdisjoint(words) or "xxxx" in reading.low or "***" in text or "••" in text:
        for match in CARD_END.finditer(text):
            group = next(k for k in (1, 2, 3, 4, 5) if match[k] is not None)
            year = group == 3 and re.fullmatch(r"(?:19|20)\d\d", match[3])
            if not year and not re.match(r"[ -]\d", text[match.end(group) :]):
                yield mark("ACCOUNT_NUMBER", match, 0.85, "card_ending", group)
    if not WORDS.isdisjoint(words):
        for code in codes(KIND, reading):
            yield Finding("ACCOUNT_NUMBER", code.start, code.end, 0.95 if _routing(code.text) else 0.75, "account")


def _card(written: str) -> float:
    digits = "".join(c for c in written if c.isdigit())
    if not 13 <= len(digits) <= 19:
        return 0.0
    if luhn(digits):
        return 0.95 if BRAND.match(digits) else 0.6
    return 0.6 if BRAND.match(digits) and len(digits) in (15, 16) else 0.25


def _routing(written: str) -> bool:
    if not (len(written) == 9 and written.isascii() and written.isdigit()):
        return False
    d = [int(c) for c in written]
    return (3 * (d[0] + d[3] + d[6]) + 7 * (d[1] + d[4] + d[7]) + d[2] + d[5] + d[8]) % 10 == 0


def _iban(written: str) -> bool:
    turned = written[4:] + written[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


CARD_WORDS = word_set(
    "card cards visa mastercard master amex american discover debit credit carecredit hsa fsa apple cc file ending"
)
WORDS = word_set(
    "account accounts acct accts a checking savings bank invoice invoices inv ledger ledgers statement statements billing bill bills receipt receipts "
    "balance payment payments transaction transactions check checks cheque cheques debit guarantor carecredit care loan credit wire zelle ach routing "
    "aba rtn iban swift ein fein card"
)
RECOGNIZER = Recognizer("account", find, frozenset([HAS_DIGIT]), digits=True)
