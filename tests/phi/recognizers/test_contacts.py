"""E-mail, pages, IP addresses, handles."""

import pytest

from bot.phi.recognizers import emails, ip_addresses, urls, usernames

from .marking import found, shown, unmark

EMAILS = [
    "write to [[EMAIL_ADDRESS|dana.k@mail.example]].",
    "[[EMAIL_ADDRESS|DANA_K+teeth@sub.mail.company]], as she asked",
    "reach me: [[EMAIL_ADDRESS|dana at gmail dot com]]",
    "[[EMAIL_ADDRESS|dana [at] gmail [dot] com]] works",
    "[[EMAIL_ADDRESS|dana(at)gmail.com]]",
    "[[EMAIL_ADDRESS|dana.k @ gmail.com]]",
    "[[EMAIL_ADDRESS|dana dot keller at gmail dot com]]",
    "[[EMAIL_ADDRESS|dana.k@gmail]] bounced",
    pytest.param("Meet us at the lake. So much fun", id="a sentence with at"),
    pytest.param("follow @mapledental for more", id="a handle"),
    pytest.param("we @ work. me too", id="a loose at sign"),
    pytest.param("Best dentist at Dot's diner", id="Dot is a name"),
]
URLS = [
    "her page [[URL|mollyskitchen.example/about]] says it",
    "see [[URL|https://photos.example/a/4417?x=1#top]].",
    "([[URL|www.mollyskitchen.company]])",
    "[[URL|bit.ly/3xYzQ]] shows the x-ray",
    "he blogs at [[URL|mollybee.blog]] daily",
    "[[URL|drive.google.com/file/d/1aB2c]]!",
    "pictures: [[URL|http://10.0.0.12/patient/4417]]",
    "her shop is [[URL|molly-bakes.net]], try it",
    "go to [[URL|facebook.com/dana.keller.5]]",
    "find it at [[URL|mollyskitchen dot com slash about]]",
    pytest.param("We love smiles.Thanks for coming.See you", id="blanks left out"),
    pytest.param("all done.we are so proud", id="blank left out, lower case"),
    pytest.param("Open 9 a.m. to 5 p.m., e.g. today, i.e. now", id="abbreviations"),
    pytest.param("Dr.Smith and Mrs.Lee, D.D.S., Ph.D.", id="titles"),
    pytest.param("a 3.5 star rating, version 2.0", id="numbers"),
    pytest.param("Wait...what? No...never", id="dots"),
    pytest.param("The U.S. team vs. the rest", id="initials"),
    pytest.param("see photo.jpg and report.pdf", id="file names"),
]
IPS = [
    "logged in from [[IP_ADDRESS|203.0.113.7]], her home",
    "IP [[IP_ADDRESS|192.168.001.004]]",
    "from [[IP_ADDRESS|2001:db8::1]] at night",
    "[[IP_ADDRESS|2001:0db8:85a3:0000:0000:8a2e:0370:7334]]",
    "her IP was [[IP_ADDRESS|300.0.113.7]]",
    pytest.param("update to version 1.2.3.4", id="a version"),
    pytest.param("v1.2.3.4 is out", id="a version with its v"),
    pytest.param("at 10:30:15 sharp", id="a time"),
    pytest.param("ratio 1:2:3", id="a ratio"),
    pytest.param("codes 999.999.999.999 and 1.2.3.4.5", id="nothing that exists"),
]
HANDLES = [
    "thanks [[USERNAME|@molly.bee]]!",
    "[[USERNAME|@molly_bee88]], we hear you",
    "posted by [[USERNAME|u/mollybee]]",
    "her IG: [[USERNAME|mollybee]]",
    "insta name [[USERNAME|molly_bee]]",
    "she goes by [[USERNAME|mollybee88]] on Yelp",
    'screen name "[[USERNAME|MollyB]]"',
    "portal username [[USERNAME|jkeller]]",
    "username is [[USERNAME|dkeller2]] and he forgot it",
    "Hey [[USERNAME|toothfairy92]], sorry to hear that",
    "that was [[USERNAME|tooth_fairy]] again",
    "her gamertag [[USERNAME|xXMollyXx]]",
    "venmo [[USERNAME|@dana-keller-5]] please",
    "Portal login for the Garcia family: [[USERNAME|garcia.family2]] / tooth",
    "venmo me at [[USERNAME|dana-p-44]]",
    pytest.param("#MapleDental #smile2025", id="hashtags"),
    pytest.param("write dana@mail.example", id="an e-mail"),
    pytest.param("see you on Instagram and Facebook!", id="networks"),
    pytest.param("Find us on Yelp: five stars", id="a review page"),
    pytest.param("Thanks to COVID19 and step2", id="no names"),
    pytest.param("user reviews are welcome, login page down", id="words after a cue"),
    pytest.param("open @ 8", id="an at sign for at"),
    pytest.param("a user name and a password", id="no name told"),
]
SPECIMENS = EMAILS + URLS + IPS + HANDLES


@pytest.mark.parametrize("marked", EMAILS)
def test_email_addresses(marked):
    text, places = unmark(marked)
    assert shown(text, found(emails.find, text)) == shown(text, places)


@pytest.mark.parametrize("marked", URLS)
def test_pages(marked):
    text, places = unmark(marked)
    assert shown(text, found(urls.find, text)) == shown(text, places)


@pytest.mark.parametrize("marked", IPS)
def test_ip_addresses(marked):
    text, places = unmark(marked)
    assert shown(text, found(ip_addresses.find, text)) == shown(text, places)


@pytest.mark.parametrize("marked", HANDLES)
def test_handles(marked):
    text, places = unmark(marked)
    assert shown(text, found(usernames.find, text)) == shown(text, places)
