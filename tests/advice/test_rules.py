"""Whether one can tell from a published text who asked."""

import pytest

from advice.rules import tells_how_to_reach, tells_who_asked

ASKER = {
    "name": "Maija Meikäläinen",
    "email": "maija@example.org",
    "phone": "040 123 4567",
    "groups": ["Esimerkkikylän yhdistys ry"],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voiko Maija hakea?", ["Maija"]),
        ("Onko Maijalle tukea?", ["Maijalle"]),
        ("Kysyn Meikäläisen puolesta.", ["Meikäläisen"]),
        ("terveisin maija meikäläinen", ["Maija Meikäläinen"]),
        ("Kirjoita MAIJA@example.org", ["MAIJA", "MAIJA@example.org"]),
        ("Soita +358 40 1234567.", ["+358 40 1234567"]),
        ("Saako esimerkkikylän yhdistys ry tukea?", ["Esimerkkikylän yhdistys ry"]),
        ("Saako ryhmä tukea? Summa on 1 234 567,00 euroa.", []),
        ("Kuka maksaa kahvin?", []),
    ],
)
def test_the_asker_is_found_by_name_address_number_and_group(text, found):
    assert tells_who_asked(text, **ASKER) == found


def test_somebody_without_name_and_phone_is_found_by_nothing():
    assert tells_who_asked("Voiko hakea?", name="", email="x@example.org", phone="") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("Soita 040 123 4567", ["040 123 4567"]), ("a@b.example", ["a@b.example"]), ("Haemme 8 000 € vuonna 2018", [])],
)
def test_any_address_or_number_is_found(text, found):
    assert tells_how_to_reach(text) == found
