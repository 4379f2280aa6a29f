"""Every request: time and number of arrival, language, headers, and what is let in."""

import errno
import json
import logging
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files import temp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kake.pages")]

FORM = "application/x-www-form-urlencoded"
ERRORS = {"/breaks/": 500, "/rests/": 503, "/nowhere/": 404}


@pytest.fixture
def careful(client):
    """A client to which errors are answered as to a browser."""
    return Client(raise_request_exception=False)


def test_a_request_is_told_the_instant_it_arrived(client):
    with time_machine.travel(datetime(2018, 2, 28, 14, 0, 1, tzinfo=UTC), tick=False):
        assert client.get("/echo/").json()["received_at"] == "2018-02-28T14:00:01+00:00"


def test_a_request_has_a_number_of_eight_plain_signs_in_the_answer_too(client):
    answer = client.get("/echo/")
    assert answer["X-Request-ID"] == answer.json()["request_id"]
    assert len(answer["X-Request-ID"]) == 8
    assert set(answer["X-Request-ID"]) - set("23456789ABCDEFGHJKMNPQRSTVWXYZ") == set()


def test_two_requests_have_two_numbers(client):
    assert client.get("/echo/")["X-Request-ID"] != client.get("/echo/")["X-Request-ID"]


def test_nul_is_taken_out_of_query_and_form(client):
    answer = client.post("/echo/?a%00b=c%00d", {"name": "Anna\x00 Aalto", "plain": "same"})
    assert answer.json()["get"] == {"ab": ["cd"]}
    assert answer.json()["post"] == {"name": ["Anna Aalto"], "plain": ["same"]}


def test_nul_in_a_form_field_name_is_taken_out(client):
    answer = client.post("/echo/", "na%00me=Anna", content_type=FORM)
    assert answer.json()["post"] == {"name": ["Anna"]}


@pytest.mark.parametrize("path", ["/%00", "/echo/%00/", "/hakemukset/%00/osat/", "/echo/a%00b/?x=1"])
def test_nul_in_an_address_is_not_found(careful, path):
    assert careful.get(path).status_code == 404


@pytest.mark.parametrize("bytes_", ["%ED%A0%80", "%FF%FE", "%C3%28", "%F8%A1%A1%A1%A1", "%E2%80%AE"])
def test_bytes_that_are_no_text_never_break_a_page(careful, bytes_):
    assert careful.get(f"/echo/?q={bytes_}").status_code == 200
    assert careful.get(f"/echo/{bytes_}/").status_code == 200
    assert careful.post("/echo/", f"q={bytes_}", content_type=FORM).status_code == 200


def test_a_session_cookie_with_nul_is_no_session(careful):
    careful.cookies.load({"sessionid": "x"})
    answer = careful.get("/oma/", headers={"cookie": 'sessionid="\\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'})
    assert answer.status_code in {302, 404}


def test_a_line_of_a_megabyte_is_taken(client):
    assert client.post("/echo/", {"line": "x" * 1_000_000}).json()["post"]["line"][0] == "x" * 1_000_000


def test_a_body_too_large_gets_our_page(careful):
    answer = careful.post("/echo/", {"line": "x" * 3_000_000})
    assert answer.status_code == 413
    assert answer["X-Request-ID"] in answer.content.decode()


def test_ten_thousand_fields_get_our_page(careful):
    answer = careful.post("/echo/", {f"field{number}": "" for number in range(10_000)})
    assert answer.status_code == 400
    assert answer["X-Request-ID"] in answer.content.decode()


def test_a_request_longer_than_any_file_may_be_is_not_read_and_gets_a_page_that_leads_back(careful, settings):
    settings.REQUEST_MOST_BYTES = 1000
    careful.cookies["django_language"] = "en"
    answer = careful.post("/echo/", {"file": SimpleUploadedFile("video.mp4", bytes(2000))})
    assert answer.status_code == 413
    assert "A file can be at most 20 MB." in " ".join(answer.content.decode().split())
    assert '<a class="button" href="/echo/">' in answer.content.decode()


def test_a_disk_without_room_for_what_arrives_is_said_in_words(careful, monkeypatch):
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(temp, "NamedTemporaryFile", full)
    careful.cookies["django_language"] = "en"
    answer = careful.post("/echo/", {"file": SimpleUploadedFile("a.pdf", b"content")})
    assert answer.status_code == 507
    assert "There is no room for files just now" in answer.content.decode()


def test_a_broken_multipart_body_gets_our_page(careful):
    answer = careful.post("/echo/", b"--x\r\nbroken", content_type="multipart/form-data")
    assert answer.status_code == 400
    assert answer["X-Request-ID"] in answer.content.decode()


@pytest.mark.parametrize("path", ERRORS)
@pytest.mark.parametrize("language", ["fi", "en"])
def test_an_error_tells_its_number_and_nothing_of_its_cause(careful, path, language):
    careful.cookies["django_language"] = language
    answer = careful.get(path)
    text = answer.content.decode()
    assert answer.status_code == ERRORS[path]
    assert f'<html lang="{language}"' in text
    assert answer["X-Request-ID"] in text
    assert [word for word in ("SECRET-DETAIL", "Traceback", "Django", "SELECT", "/srv/") if word in text] == []


def test_a_page_is_finnish_whatever_the_browser_announces(client):
    answer = client.get("/echo/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert answer.json()["language"] == "fi"
    assert answer["Content-Language"] == "fi"
    assert answer["Vary"] == "Cookie"


def test_a_browser_in_which_english_was_chosen_gets_english(client):
    client.cookies["django_language"] = "en"
    assert client.get("/echo/").json()["language"] == "en"


@pytest.mark.parametrize("cookie", ["sv", "xx", "../../etc", "en-GB", ""])
def test_a_language_that_the_portal_does_not_speak_is_finnish(client, cookie):
    client.cookies["django_language"] = cookie
    assert client.get("/echo/").json()["language"] == "fi"


def test_a_person_gets_her_own_language_in_a_new_browser(client, stranger):
    stranger.language = "en"
    stranger.save()
    client.force_login(stranger)
    assert client.get("/echo/").json()["language"] == "en"


def test_what_was_chosen_in_this_browser_comes_before_what_a_person_chose_elsewhere(client, stranger):
    stranger.language = "en"
    stranger.save()
    client.force_login(stranger)
    client.cookies["django_language"] = "fi"
    assert client.get("/echo/").json()["language"] == "fi"


def test_a_page_without_a_session_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/echo/")


def test_pages_of_a_signed_in_person_are_kept_nowhere(client, stranger):
    client.force_login(stranger)
    assert client.get("/echo/")["Cache-Control"] == "private, no-store"


def test_public_pages_may_be_kept(client):
    assert client.get("/echo/").headers.get("Cache-Control") is None


@pytest.mark.parametrize("path", ["/echo/", "/breaks/", "/nowhere/", "/static/css/base.css"])
def test_every_answer_carries_the_headers_that_guard_it(careful, path):
    answer = careful.get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/echo/", "/breaks/", "/nowhere/"])
def test_every_page_forbids_foreign_script_frames_and_the_senses_of_the_device(careful, path):
    answer = careful.get(path)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Permissions-Policy"].startswith("camera=(), microphone=()")
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_forwarded_address_is_not_believed(client):
    assert client.get("/echo/", headers={"x-forwarded-for": "203.0.113.9"}).json()["address"] == "127.0.0.1"


def test_behind_our_proxy_the_address_nearest_to_it_is_believed(client, settings):
    settings.TRUSTED_PROXY = True
    answer = client.get("/echo/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"})
    assert answer.json()["address"] == "203.0.113.9"


@pytest.mark.parametrize("nonsense", ["", "me", "203.0.113.9; DROP", "203.0.113.9:80"])
def test_behind_our_proxy_nonsense_for_an_address_is_left_out(client, settings, nonsense):
    settings.TRUSTED_PROXY = True
    assert client.get("/echo/", headers={"x-forwarded-for": nonsense}).json()["address"] == "127.0.0.1"


def test_another_host_is_refused_without_its_name_on_the_page(careful):
    answer = careful.get("/echo/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_a_request_is_logged_in_one_line_without_the_query(client, caplog):
    with caplog.at_level(logging.INFO, logger="kake.requests"):
        answer = client.get("/echo/päivä/?email=anna@example.org")
    (line,) = [record.msg for record in caplog.records if record.name == "kake.requests"]
    assert {name: line[name] for name in ("event", "method", "path", "status")} == {
        "event": "answered",
        "method": "GET",
        "path": "/echo/p%C3%A4iv%C3%A4/",
        "status": 200,
    }
    assert "anna" not in json.dumps(line)
    assert line["request_id"] == answer["X-Request-ID"]


@pytest.mark.parametrize("path", ["/healthz", "/static/css/tokens.css"])
def test_what_is_asked_too_often_is_not_logged(client, caplog, path):
    with caplog.at_level(logging.INFO, logger="kake.requests"):
        client.get(path)
    assert [record for record in caplog.records if record.name == "kake.requests"] == []
