"""Profiles: read from YAML and JSON with every fault named, written so that a reader understands them."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ProfileBroken
from bot.practice import Practice, load_practices, read, write
from bot.practice.fields import FIELDS, LISTS
from bot.practice.states import state_of

RIVERSIDE = Practice(
    id="riverside-dental",
    name="Riverside Family Dental",
    specialty="dentistry",
    state="TX",
    staff=("Dr. Anita Rao", "Marisol"),
    phone="(512) 555-0142",
    email="hello@riverside.example",
    website="riverside.example",
    address="2200 Riverside Drive, Suite 110, Austin, TX 78741",
    handles=("@riversidefamdental",),
    contact_person="our office manager, Marisol",
    hours="Mon-Thu 8-5: closed on Fridays # except in May",
    part2=True,
    review_page="https://riverside.example/reviews",
    privacy_officer="Marisol Vega",
)


@pytest.fixture
def yaml(tmp_path):
    """Writes a profile as somebody typed it and returns its path."""

    def write_down(text: str | bytes):
        path = tmp_path / "practice.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_down


@pytest.fixture
def batch(tmp_path):
    """Writes a JSON file of profiles and returns its path."""

    def write_down(content):
        path = tmp_path / "practices.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    return write_down


def test_every_field_is_explained():
    """A field that a reader of the file would have to guess at does not exist."""
    assert set(FIELDS) == {field.name for field in fields(Practice)}
    assert set(FIELDS) >= LISTS


def test_what_is_written_is_read_back(tmp_path):
    """A full profile survives the file, colons and number signs included."""
    path = tmp_path / "new" / "practice.yaml"

    write(RIVERSIDE, path)

    assert read(path) == RIVERSIDE
    assert [file.name for file in path.parent.iterdir()] == ["practice.yaml"]


def test_the_written_file_explains_itself(tmp_path):
    """Each field has a line of comment, and an empty one shows an example."""
    write(Practice(), tmp_path / "practice.yaml")

    text = (tmp_path / "practice.yaml").read_text()

    assert all(f"# {field.comment}" in text for field in FIELDS.values())
    assert "(512) 555-0142" in text
    assert read(tmp_path / "practice.yaml") == Practice()


WORD = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=40).map(
    lambda text: " ".join(text.split())
)


@given(name=WORD, hours=WORD, staff=st.lists(WORD.filter(bool), max_size=4))
def test_any_printable_text_survives_the_file(tmp_path_factory, name, hours, staff):
    """Names of every origin, quotes, emoji and YAML's own signs come back as they were."""
    path = tmp_path_factory.mktemp("profile") / "practice.yaml"
    practice = Practice(id="x", name=name, hours=hours, staff=tuple(staff))

    write(practice, path)

    assert read(path) == practice


def test_values_are_taken_as_typed(yaml):
    """YAML's own ideas of numbers and booleans do not reach the profile: Oregon is no boolean, a phone no sum."""
    practice = read(yaml("state: or\nphone: 5125550142\nhours: 8-5\nname: NO\npart2: on\nstaff: Marisol\nwebsite:\n"))

    assert (practice.state, practice.phone, practice.hours, practice.name) == ("OR", "5125550142", "8-5", "NO")
    assert practice.part2
    assert practice.staff == ("Marisol",)
    assert practice.website == ""


def test_an_empty_file_is_an_empty_profile(yaml):
    """It excuses nothing, and it is no fault."""
    assert read(yaml("# nothing yet\n")) == Practice()


def test_the_state_and_the_id_follow_from_address_and_name(yaml):
    """What can be derived need not be typed."""
    practice = read(yaml('name: Riverside Family Dental\naddress: "2200 Riverside Drive, Austin, TX 78741"\n'))

    assert (practice.state, practice.id) == ("TX", "riverside-family-dental")


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("2200 Riverside Drive, Suite 110, Austin, TX 78741", "TX"),
        ("1 Main St, Portland, Oregon 97201-1234", "OR"),
        ("5 K Street NW, Washington, District of Columbia 20001, USA", "DC"),
        ("9 Calle Sol, San Juan PR 00901", "PR"),
        ("12 Elm Road, Charleston, West Virginia", "WV"),
        ("12 Elm Road, Fairview", ""),
        ("come and find me 12345", ""),
        ("", ""),
    ],
)
def test_the_state_of_an_address(address, state):
    """A code or name counts where addresses have it: before the ZIP code, or at the end."""
    assert state_of(address) == state


def test_all_faults_come_at_once_with_their_lines(yaml):
    """Whoever wrote the file corrects it in one go: each fault names its line and what is allowed."""
    with pytest.raises(ProfileBroken) as caught:
        read(
            yaml(
                "name: X\nstate: TXX\nstaf: [a]\nphone: 12\nstaff: {a: 1}\nhours: [1]\nname: y\npart2: maybe\n"
                "email: foo\nhandles:\n  - a b\n"
            )
        )

    faults = caught.value.what.splitlines()
    assert len(faults) == 9
    assert "practice.yaml:2: state is 'TXX'; it must be a state of the USA, such as TX or Texas." in faults
    assert "practice.yaml:7: name stands there twice (first on line 1)." in faults
    assert any("practice.yaml:3: there is no field 'staf' (did you mean 'staff'?)" in fault for fault in faults)
    assert caught.value.means
    assert "checkpost init" in caught.value.todo
    assert caught.value.status == 78


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xff\xfe\x00name", id="not UTF-8"),
        pytest.param(b"name: a: b", id="a colon without quotes"),
        pytest.param(b"- a\n- b\n", id="a list"),
        pytest.param(b"just words", id="a sentence"),
        pytest.param(b"name: a\n---\nname: b\n", id="two documents"),
        pytest.param(b"a: &a [*a]\nname: *a\n", id="an anchor inside itself"),
        pytest.param(b"{" * 5000, id="nested without end"),
        pytest.param(b"name: \x01\n", id="a control character"),
        pytest.param(b"name: " + b"x" * 2_000_000, id="two megabytes"),
        pytest.param(b"name: " + b"x" * 400, id="a name that is a page"),
        pytest.param(b"? [a]\n: b\n", id="a list as a field"),
    ],
)
def test_what_is_no_profile_is_refused_in_words(yaml, content):
    """No traceback, whatever the file holds."""
    with pytest.raises(ProfileBroken) as caught:
        read(yaml(content))

    assert "practice.yaml" in caught.value.what


def test_a_missing_file_is_named(tmp_path):
    """The message says which file was looked for."""
    with pytest.raises(ProfileBroken, match=r"practice\.yaml: No such file"):
        read(tmp_path / "practice.yaml")


def test_a_batch_has_many_profiles(batch):
    """State derived where missing; fields that belong to somebody else's program are passed over."""
    practices = load_practices(
        batch(
            {"a": {"name": "A", "address": "1 X St, Austin, TX 78741", "tier": 3}, "b": {"state": "Ohio", "phone": "x"}}
        )
    )

    assert practices["a"] == Practice(id="a", name="A", address="1 X St, Austin, TX 78741", state="TX")
    assert practices["b"] == Practice(id="b", state="OH", phone="x")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{"a": {"name": 3}}', "practices.json: a: name must be text"),
        ('{"a": {"staff": "x"}, "a": {}}', "'a' stands there twice"),
        ('{"a": {"state": "Narnia"}}', "practices.json: a: state is 'Narnia'"),
        ('{"a": []}', "practices.json: a: it must be an object"),
        ("[1]", "practices.json:1: it must be an object of profiles"),
        ('{\n"a": }', "practices.json:2: this is no JSON"),
        ("[" * 100_000, "practices.json:1: this is no JSON"),
        ('{"' + "x" * 150 + '": {}}', "id must be shorter"),
    ],
)
def test_a_broken_batch_is_refused_with_the_place(batch, content, fault):
    """The id of the profile, or the line of the JSON, and what was expected."""
    with pytest.raises(ProfileBroken) as caught:
        load_practices(batch(content))

    assert fault in caught.value.what
