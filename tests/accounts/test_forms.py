"""How what people type about themselves and their groups is understood."""

import pytest

from accounts.forms import CodeForm, CodeRequestForm, GroupForm, InviteForm, ProfileForm, StartGroupForm
from accounts.models import User

ASSOCIATION = {"name": "Kylä ry", "type": "association", "business_id": "9100001-3"}
FREE = {"name": "Kerho", "type": "free_group", "carrier_name": "Kylä ry", "carrier_business_id": "9100001-3"}


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123-456", "123\u00a0456", "1 2 3 4 5 6", "123–456"])
def test_a_code_is_six_digits_however_they_are_spaced(typed):
    form = CodeForm({"code": typed})
    assert form.is_valid()
    assert form.cleaned_data["code"] == "123456"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the six digits of the code."),
        ("12345", "The code has six digits. Check what you wrote."),
        ("1234567", "The code has six digits. Check what you wrote."),
        ("12345a", "The code has six digits. Check what you wrote."),
        ("١٢٣٤٥٦", "The code has six digits. Check what you wrote."),
        ("1" * 1000, "The code has six digits. Check what you wrote."),
    ],
)
def test_what_is_no_code_is_told_so(typed, sentence):
    assert CodeForm({"code": typed}).errors == {"code": [sentence]}


def test_an_address_is_kept_in_small_letters():
    form = CodeRequestForm({"email": " Aino.Esimerkki@Example.ORG "})
    assert form.is_valid()
    assert form.cleaned_data["email"] == "aino.esimerkki@example.org"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write your e-mail address."),
        ("aino", "Write the e-mail address in the form name@example.fi."),
        ("aino@", "Write the e-mail address in the form name@example.fi."),
        ("a@example.org, b@example.org", "Write the e-mail address in the form name@example.fi."),
    ],
)
def test_what_is_no_address_is_told_so(typed, sentence):
    assert CodeRequestForm({"email": typed}).errors == {"email": [sentence]}


@pytest.mark.parametrize("typed", ["9100001-3", "91000013", " 9100001 - 3", "FI91000013", "fi 9100001-3", "9100001–3"])
def test_a_business_id_is_understood_however_it_is_written(typed):
    form = GroupForm({**ASSOCIATION, "business_id": typed})
    assert form.is_valid()
    assert form.group == {**ASSOCIATION, "carrier_name": "", "carrier_business_id": ""}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the business ID of your group. If you have none, choose the free group."),
        ("9100001-4", "Check the business ID: at least one of its digits is not right."),
        ("123456-1", "A business ID has seven digits, a hyphen and one more digit, for example 1234567-1."),
        ("Kylä ry", "A business ID has seven digits, a hyphen and one more digit, for example 1234567-1."),
    ],
)
def test_a_business_id_that_cant_be_right_is_told_why(typed, sentence):
    assert GroupForm({**ASSOCIATION, "business_id": typed}).errors == {"business_id": [sentence]}


def test_a_free_group_names_who_carries_the_money():
    form = GroupForm(FREE)
    assert form.is_valid()
    assert form.group == {**FREE, "business_id": ""}
    assert GroupForm({"name": "Kerho", "type": "free_group"}).errors == {
        "carrier_name": ["Write the name of the organisation that carries the money."],
        "carrier_business_id": ["Write the business ID of the organisation that carries the money."],
    }


def test_a_wrong_business_id_of_the_carrier_gets_one_sentence():
    assert GroupForm({**FREE, "carrier_business_id": "9100001-9"}).errors == {
        "carrier_business_id": ["Check the business ID: at least one of its digits is not right."]
    }


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ({**ASSOCIATION, "carrier_name": "x", "carrier_business_id": "nonsense"}, ASSOCIATION),
        ({**FREE, "business_id": "nonsense"}, FREE),
    ],
)
def test_the_part_for_the_other_kind_of_group_does_not_matter(typed, group):
    form = GroupForm(typed)
    assert form.is_valid()
    assert form.group == {"business_id": "", "carrier_name": "", "carrier_business_id": "", **group}


def test_an_empty_group_form_says_what_to_do():
    assert GroupForm({}).errors == {
        "name": ["Write the name of your group."],
        "type": ["Choose what kind of group you are."],
    }
    assert GroupForm({**ASSOCIATION, "type": "company"}).errors == {"type": ["Choose what kind of group you are."]}


def test_a_name_of_151_characters_is_too_long():
    assert GroupForm({**ASSOCIATION, "name": "x" * 151}).errors == {"name": ["Write this in at most 150 characters."]}


@pytest.mark.parametrize(
    ("person", "asked"),
    [
        (User(email="a@example.org"), ["person_name", "person_phone"]),
        (User(email="a@example.org", name="Aino"), ["person_phone"]),
        (User(email="a@example.org", name="Aino", phone="040 1234567"), []),
    ],
)
def test_a_person_is_asked_only_what_is_not_known_of_her(person, asked):
    form = StartGroupForm(person=person)
    assert [field for field in form.fields if field.startswith("person_")] == asked


@pytest.mark.parametrize("phone", ["040 123 4567", "+358 40 1234567", "(013) 267 6201", "040-123 4567"])
def test_a_telephone_number_is_taken_as_it_is_written(phone):
    form = StartGroupForm({**ASSOCIATION, "person_name": "Aino", "person_phone": phone}, person=User())
    assert form.is_valid()
    assert form.person == {"name": "Aino", "phone": phone}


@pytest.mark.parametrize("phone", ["call me", "1234", "040 123 4567 evenings"])
def test_what_is_no_telephone_number_is_told_so(phone):
    form = StartGroupForm({**ASSOCIATION, "person_name": "Aino", "person_phone": phone}, person=User())
    assert form.errors == {"person_phone": ["Write the telephone number in digits, for example 040 123 4567."]}


def test_an_invitation_needs_address_name_and_role():
    assert InviteForm({}).errors == {
        "email": ["Write the e-mail address of the person."],
        "name": ["Write the name of the person."],
        "roles": ["Choose at least one role."],
    }


def test_a_profile_may_be_half_filled():
    form = ProfileForm(ASSOCIATION)
    assert form.is_valid()
    assert form.group == {**dict.fromkeys(form.fields, ""), **ASSOCIATION}


def test_a_profile_is_kept_in_one_way_however_it_is_typed():
    typed = {
        "register_number": "999901",
        "postal_code": "80 100",
        "iban": "fi19 9000 0000 0000 19",
        "website": "www.kyla.example",
    }
    form = ProfileForm({**ASSOCIATION, **typed, "account_holder": " Kylä ry "})
    assert form.is_valid()
    kept = {name: form.group[name] for name in (*typed, "account_holder")}
    assert kept == {
        "register_number": "999.901",
        "postal_code": "80100",
        "iban": "FI1990000000000019",
        "website": "https://www.kyla.example",
        "account_holder": "Kylä ry",
    }


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("register_number", "1234567", "A register number has at most six digits, for example 123.456. Check what you wrote."),
        ("postal_code", "8010", "A postal code has five digits, for example 80100."),
        ("iban", "FI19 9000 0000 0000 18", "Check the account number: at least one of its digits is not right."),
        ("website", "ei ole", "Write the address of the web pages like this: www.example.fi."),
        ("website", "javascript:alert(1)", "Write the address of the web pages like this: www.example.fi."),
        ("website", "ftp://kyla.example", "Write the address of the web pages like this: www.example.fi."),
        ("vat_position", "perhaps", "Choose one of the answers about value added tax."),
        ("account_holder", "x" * 71, "Write this in at most 70 characters."),
        ("signatories", "x" * 501, "Write this in at most 500 characters."),
        ("city", "x" * 61, "Write this in at most 60 characters."),
    ],
)
def test_what_is_filled_in_has_to_be_right(name, typed, sentence):
    assert ProfileForm({**ASSOCIATION, name: typed}).errors == {name: [sentence]}


@pytest.mark.parametrize("kind", ["cooperative", "other_body"])
def test_who_stands_in_no_register_of_associations_has_no_number_there(kind):
    form = ProfileForm({**ASSOCIATION, "type": kind, "register_number": "nonsense"})
    assert form.is_valid()
    assert form.group["register_number"] == ""


def test_the_carrier_of_a_free_group_may_have_a_register_number():
    form = ProfileForm({**FREE, "register_number": "999901"})
    assert form.is_valid()
    assert form.group["register_number"] == "999.901"
