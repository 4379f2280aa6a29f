"""The door of the portal, before Django."""

import json

import pytest
from django.test import RequestFactory

from kake.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kake.pages")]

FORM = "application/x-www-form-urlencoded"
TOKEN = "t" * 32


def echoed(content_type: str) -> dict:
    proof = {"cookie": f"csrftoken={TOKEN}", "x-csrftoken": TOKEN}
    environ = RequestFactory().generic("POST", "/echo/?q=%2B2AA-", b"name=%2B2AA-", FORM, headers=proof).environ
    environ["CONTENT_TYPE"] = content_type
    statuses = []
    answer = application(environ, lambda status, headers, exc_info=None: statuses.append(status))
    body = b"".join(answer)
    assert statuses == ["200 OK"], body
    return json.loads(body)


@pytest.mark.parametrize("charset", ["hex", "utf-7", "UTF-16", '"unicode_escape"', "no-such-charset", "utf-8"])
@pytest.mark.parametrize("form", ["{}; charset={}", "{};CHARSET = {}", "{}; charset={}; x=y"])
def test_the_sender_does_not_name_the_charset(charset, form):
    said = echoed(form.format(FORM, charset))
    assert (said["get"], said["post"]) == ({"q": ["+2AA-"]}, {"name": ["+2AA-"]})


@pytest.mark.urls("kake.urls")
@pytest.mark.parametrize("path", ["/", "/hakulomake/tapahtuma/lomake.pdf", "/ei-ole/"])
def test_who_asks_for_the_headers_alone_gets_no_body(path, open_round):
    said = []
    answer = application(RequestFactory().head(path).environ, lambda status, headers, exc_info=None: said.append(dict(headers)))
    assert b"".join(answer) == b""
    assert int(said[0].get("Content-Length", "1")) > 0
