"""The words that make a name likelier or rule one out: titles, kin, calls, the parts of organisations, the calendar."""

from __future__ import annotations

import re

from bot.phi import lists

TITLES = frozenset(
    "mr mrs ms miss mx mister missus sr sra srta señor señora señorita don doña madam madame sir lady".split()
)
# Before a name, with a capital of its own: Judge Ashby, Coach Lee.
OFFICES = frozenset(
    "sgt lt capt det ofc cpl judge mayor coach pastor officer principal senator deputy chief captain sergeant father sister brother rabbi imam reverend "
    "professor councilman councilwoman commissioner sheriff governor president detective lieutenant colonel major superintendent "
    "papaw mamaw meemaw memaw papa mama nana grandma grandpa granny gramps aunt uncle auntie tia tio abuela abuelo baby lil big".split()
)
CLINICIAN = frozenset("dr doctor doc nurse prof professor dra".split())
PET = frozenset(
    "little lil lil' baby big ol old sweet miss papa mama nana pop gramps granny auntie tio tia tía tío coach".split()
)
KIN = frozenset(
    "mom mother dad father mama papa mommy daddy son daughter sister brother wife husband hubby grandma grandpa grandmother "
    "grandfather granny grandson granddaughter nana aunt auntie uncle cousin niece nephew twin twins fiance fiancee partner girl boy "
    "kid kiddo friend buddy neighbor patient pt client member mum abuela abuelo hija hijo".split()
)
CALLS = frozenset(
    "named name called nicknamed meet congrats congratulations shoutout hey hi hello hola dear welcome gracias goodbye "
    "bye thanks thank sorry cheers kudos props bravo miss love ask tell told remember from by for to with and & of about".split()
)
STRONG_CALLS = frozenset(
    "named name called nicknamed meet congrats congratulations hi hey hello dear hola sorry bravo".split()
)
ACTS = frozenset(
    "is was has had got gets came comes went said says told tells asked asks walked drove called calls loves loved wants wanted "
    "finished rang started sat cried laughed brought needs needed showed arrived left made makes sent wrote did does will "
    "just still finally who can could would won knows goes looks looked took takes thinks thought deserves".split()
)
HOUSEHOLD = frozenset(
    "family kid kids boy boys girl girls twins twin baby household clan crew sisters brothers siblings".split()
)
PARTICLES = frozenset(
    "de la del los las van von der den ter al el bin ibn abu st mac mc da dos di du le san santa y".split()
)
SUFFIXES = frozenset("jr sr ii iii iv".split())
# Capitals that are no names. Months that are names as well (April, May, June) need more evidence.
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
NEVER = lists.not_names() | (CALENDAR - {"april", "may", "june", "august"})
ORG_NEXT = frozenset(
    "clinic hospital dental dentistry medical medicine health pharmacy center centre university college school academy church "
    "street st avenue ave road rd drive boulevard lane court park county city island lake river beach hills heights valley "
    "inc llc co company group foundation association society institute day week month festival parade syndrome disease "
    "palsy law act cup award bowl bakery cafe diner grill market store shop bank insurance plan scale test sign score "
    "method technique procedure pharmacy brewery bridge building hall high elementary middle lutheran united "
    "disorder lymphoma tumor fracture maneuver criteria contracture esophagus thyroiditis ulcer neuroma "
    "authority department water crew board committee council commission blue elite pro max plus prize university's".split()
)
MONTH_NAMES = frozenset("april may june august".split())
MONTH_USE = re.compile(
    r"\b(?:in|since|last|next|this|until|till|through|by|late|early|mid|of|and|every|during|from|starting|before|after|start|starts|begins?|\d{1,2}(?:st|nd|rd|th)?)"
    r"[ -](?:april|may|june|august)\b|\b(?:april|may|june|august),? (?:the )?\d",
    re.IGNORECASE,
)
AGED = re.compile(
    r",? (?:\(|age |aged |who is )?\d{1,3}!*(?:\)|,| ?y(?:ea)?rs?\b| ?yo\b| ?months?\b|\.)|, (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|age)\b"
)
CONTRACTED = re.compile(r"'(?:d|ll|ve|re|m|t|all)$")
LISTED = re.compile(r"(?<![\w'])([A-Z][A-Za-z]*(?:['-][A-Z]?[A-Za-z]+)*, [A-Z])\.(?!\w)")  # OKAFOR, T.
EPONYM_OF = ("treatment", "device", "condition", "test-result")
MEDICAL_NOUNS = frozenset(
    "syndrome disease palsy lymphoma disorder fracture maneuver manoeuvre criteria contracture esophagus thyroiditis ulcer neuroma sign "
    "scale score test chart angle reflex curve procedure technique method appliance tumor drip virus law cyst gland node duct".split()
)
INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){2,3}(?![\w])")
HASHTAG = re.compile(r"#([a-z]{5,40})\b")
TAG_AFFIX = re.compile(
    r"^(?:team|prayfor|prayersfor|prayingfor|justicefor|welcomehome|happybirthday|congrats|getwell|getwellsoon|ourgirl|ourboy|"
    r"love|welove|rip|goodluck|go|babygirl|babyboy|baby|miss|thankyou|hero)([a-z]{3,14})$|^([a-z]{3,14})(?:strong|squad|army|thebrave|therapy)$"
)
LEET = str.maketrans("013457@$", "oieasta" + "s")
