"""The commands about the programme and its money."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from rounds.models import Fund, Programme
from tests.factories import make_programme

pytestmark = pytest.mark.django_db


def told(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue().strip()


def test_loading_the_programme_says_what_is_there():
    assert told("load_programme", "data/kake2.json") == "Joensuun KAKE2.0: 2 funds, 3 rounds."
    assert told("load_programme", "data/kake2.json") == "Joensuun KAKE2.0: 2 funds, 3 rounds."
    assert Programme.objects.count() == 1


def test_a_file_that_is_not_json_is_refused_in_a_sentence(tmp_path):
    broken = tmp_path / "ohjelma.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=r"ohjelma\.json can't be read as JSON"):
        told("load_programme", str(broken))


def test_the_ledger_is_compared_with_the_funds():
    make_programme()
    assert told("check_ledger") == "Every fund agrees with its ledger."
    Fund.objects.filter(kind="event").update(committed=Decimal("1"))
    with pytest.raises(CommandError, match="1,00\u00a0€ granted by the fund, 0,00\u00a0€ by its ledger"):
        told("check_ledger")
