"""The page where a code is typed: it tells a right one from a wrong one, and nothing else."""

import re

import pytest
from django.core.cache import cache

from decisions.models import Decision
from tests.factories import make_decision

pytestmark = pytest.mark.django_db

PAGE = "/tarkista/"
NOT_KNOWN = "We know no decision with this code. Check what you wrote, or ask us."


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


def test_anybody_may_ask_without_signing_in(visitor):
    assert visitor.get(PAGE).status_code == 200


@pytest.mark.parametrize("written", ["{0} {1} {2}", "{0}{1}{2}", " {0}-{1}–{2} ", "{0}\u00a0{1}\u00a0{2}"])
def test_a_right_code_leads_to_its_page_however_it_is_written(visitor, published, written):
    code = published.verification_code
    typed = written.format(code[:4], code[4:8], code[8:]).lower()
    answer = visitor.post(PAGE, {"code": typed})
    assert (answer.status_code, answer["Location"]) == (303, f"/tarkista/{code}/")


def test_a_wrong_code_keeps_the_page_and_what_was_typed(visitor, published):
    answer = visitor.post(PAGE, {"code": "2222 2222 2222"})
    assert answer.status_code == 422
    assert NOT_KNOWN in answer.content.decode()
    assert 'value="2222 2222 2222"' in answer.content.decode()


def test_no_code_is_asked_for_one(visitor):
    answer = visitor.post(PAGE, {"code": ""})
    assert (answer.status_code, "Write the code that is on the letter." in answer.content.decode()) == (422, True)


def test_a_code_of_what_is_not_published_is_as_unknown_as_any_other(visitor, case, coordinator, decider):
    decision = make_decision(case, coordinator, decider)
    Decision.objects.filter(pk=decision.pk).update(verification_code="ABCD2345EFGH")
    for state in ("prepared", "cancelled"):
        Decision.objects.filter(pk=decision.pk).update(state=state)
        answers = [visitor.get(f"/tarkista/{code}/") for code in ("ABCD2345EFGH", "HGFE5432DCBA")]
        texts = [answer.content.decode().replace("ABCD2345EFGH", "").replace("HGFE5432DCBA", "") for answer in answers]
        kept = [re.sub(r'<b class="reference">\w+</b>|name="csrfmiddlewaretoken" value="\w+"', "", text) for text in texts]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert kept[0] == kept[1]


def test_whoever_tries_very_many_codes_is_asked_to_wait(visitor, published, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify_decision": "2/10m/ip"}
    answers = [visitor.post(PAGE, {"code": "2222 2222 2222"}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]
    assert visitor.get(f"/tarkista/{published.verification_code}/").status_code == 429
    assert visitor.get(PAGE).status_code == 200
