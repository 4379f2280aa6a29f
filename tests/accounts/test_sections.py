"""What is asked of a group, what of it is needed, and how it is read."""

import pytest

from accounts.models import Group
from accounts.sections import FACTS, PARTS, account_changed, described, pinned, unfinished
from tests.factories import ASSOCIATION, IBAN, PROFILE

FREE = {"name": "Torstaikerho", "type": "free_group", "carrier_name": "Kylä ry", "carrier_business_id": "9100002-1"}


def group(**fields: str) -> Group:
    return Group(**{**ASSOCIATION, **PROFILE, **fields})


def titles(of: Group) -> list[str]:
    return [str(part.title) for part in unfinished(of)]


def test_every_fact_is_a_column_and_is_asked_once():
    columns = {field.name for field in Group._meta.concrete_fields}
    names = [fact.name for fact in FACTS]
    assert (set(names) - columns, len(names)) == (set(), len(set(names)))
    assert all(part.why for part in PARTS)


def test_a_whole_profile_lacks_nothing():
    assert titles(group()) == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("register_number", "Register and address"),
        ("home_municipality", "Register and address"),
        ("street_address", "Register and address"),
        ("postal_code", "Register and address"),
        ("city", "Register and address"),
        ("signatories", "Who may sign"),
        ("iban", "Bank account"),
        ("account_holder", "Bank account"),
        ("vat_position", "Value added tax"),
    ],
)
def test_each_needed_fact_is_missed_in_its_part(name, title):
    assert titles(group(**{name: ""})) == [title]


def test_web_pages_are_nobodys_duty():
    assert titles(group(website="")) == []


@pytest.mark.parametrize("kind", ["cooperative", "other_body", "free_group"])
def test_only_an_association_needs_a_register_number(kind):
    assert titles(group(type=kind, register_number="")) == []


def test_a_group_as_it_is_today_lacks_all_parts_that_sending_needs():
    needed = [str(part.title) for part in PARTS if any(fact.needed_by for fact in part.facts)]
    assert titles(Group(name="Kylä ry", type="association", business_id="9100001-3")) == needed


def test_sending_needs_no_word_on_electronic_service_and_silence_means_a_letter():
    silent = group(electronic_service="")
    assert titles(silent) == []
    rows = {str(label): text for label, text in described(pinned(silent))}
    assert rows["May the decision be given to you electronically?"] == "Not answered yet. The decision comes as a letter."


def test_the_answer_that_one_does_not_know_yet_is_an_answer():
    assert titles(group(vat_position="not_known")) == []


def test_a_group_is_described_with_its_account_masked():
    rows = [(str(label), text) for label, text in described(pinned(group()))]
    assert rows == [
        ("Group", "Esimerkkikylän yhdistys ry"),
        ("What kind of group", "Registered association"),
        ("Business ID", "9100001-3"),
        ("Register number of the association", "999.901"),
        ("Home municipality", "Joensuu"),
        ("Street address or PO box", "Esimerkkikatu 1 A 2"),
        ("Postal code", "80100"),
        ("Town", "Joensuu"),
        ("Web pages", "https://www.esimerkki.example"),
        ("Who may sign for the body?", "Puheenjohtaja Aino Esimerkki yksin"),
        ("Account number (IBAN)", "FI19 •••• •••• •••• 19"),
        ("Holder of the account", "Esimerkkikylän yhdistys ry"),
        ("Do you get back the value added tax of what you buy?", "No, the tax is a cost to us"),
        (
            "May the decision be given to you electronically?",
            "Yes. We get an e-mail when the decision is made, and read it here.",
        ),
    ]
    assert pinned(group())["iban"] == IBAN


def test_a_free_group_is_described_with_who_carries_its_money_and_without_what_it_has_not():
    rows = {str(label): text for label, text in described(pinned(Group(**FREE)))}
    assert rows["Who carries the money"] == "Kylä ry"
    assert rows["Business ID"] == "9100002-1"
    assert rows["Account number (IBAN)"] == ""
    assert "Web pages" not in rows


def test_what_was_pinned_before_a_fact_was_asked_says_nothing_of_it():
    old = {"name": "Kylä ry", "type": "association", "responsible_body": "Kylä ry", "business_id": "9100001-3"}
    assert [(str(label), text) for label, text in described(old)] == [
        ("Group", "Kylä ry"),
        ("What kind of group", "Registered association"),
        ("Business ID", "9100001-3"),
    ]


def test_another_account_than_was_pinned_is_noticed():
    facts = pinned(group())
    assert account_changed(facts, group(iban="FI9490000000000027"))
    assert not account_changed(facts, group(city="Kontiolahti"))
    del facts["iban"]
    assert not account_changed(facts, group())
