"""The page with all ways to an adviser, for everybody."""

import pytest

from tests.applications.views.reading import found, heading, words

pytestmark = pytest.mark.django_db


def test_everybody_reads_how_to_get_advice_without_signing_in(visitor, programme):
    page = visitor.get("/neuvonta/")
    assert (page.status_code, heading(page)) == (200, "Talk with us")
    assert [link.get("href") for link in found(page, "//main//a")] == ["/ideat/uusi/"]


def test_where_there_is_nothing_the_page_says_what_to_do_instead(visitor, programme):
    text = words(found(visitor.get("/neuvonta/"), "//main")[0])
    assert f"There are no free times just now. Call {programme.contact_name}, tel. {programme.contact_phone}" in text
