"""The words of the calendar, in English and Spanish, as parts of patterns."""

from __future__ import annotations

from bot.phi.recognizers._gate import word_set

MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
)
MONTHS = word_set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
MES = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
MESES = word_set("enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre")

WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
# Shortened; the second list holds those that are words or names besides.
SHORT_DAY = r"(?:tues|weds|thurs|thur|thu)"
SHORT_DAYS = word_set("tues weds thurs thur thu")
WORDLIKE_DAY = r"(?:mon|tue|wed|fri|sat|sun)"
WORDLIKE_DAYS = word_set("mon tue wed fri sat sun")
DIA = r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)"
DIAS = word_set("lunes martes miércoles miercoles jueves viernes sábado sabado domingo")

ANY_DAY = rf"(?:{WEEKDAY}|{SHORT_DAY}\.?|{WORDLIKE_DAY}\.?)"

DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
ORDINAL = (
    r"(?:twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[- ]first|twentieth|thirtieth|first|second|third|fourth"
    r"|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth)"
)
ORDINALS = word_set(
    "twentieth thirtieth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
YEAR = r"(?:(?:19|20)\d\d)"
SHORT_YEAR = r"'\d\d"

# Number words and vague counts before `days ago`.
COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a\s+couple(?:\s+of)?|couple(?:\s+of)?|a\s+few|few|several|some)"
