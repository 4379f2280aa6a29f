"""Who may see the City's money."""

import pytest

from finance.permissions import can_see_money

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("finance", True),
        ("auditor", True),
        ("coordinator", True),
        ("decider", True),
        ("reviewer", False),
        ("admin", False),
        ("applicant", False),
    ],
)
def test_the_money_is_for_those_who_handle_decide_and_check_it(who, may, request):
    assert can_see_money(request.getfixturevalue(who)) is may
