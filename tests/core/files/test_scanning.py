import io

import pytest

from core.files.scanning import NoAnswerError, is_configured, malware_in
from tests.clamd import NAME, clamd
from tests.files import EICAR


def test_without_an_address_there_is_no_scanner(settings):
    assert not is_configured()
    settings.CLAMD_ADDRESS = "127.0.0.1:3310"
    assert is_configured()


def test_a_clean_file_is_sent_whole_and_called_clean(settings):
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        assert malware_in(io.BytesIO(bytes(200_001))) == ""
        assert server.seen == [200_001]


def test_malware_is_called_by_its_name(settings):
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        assert malware_in(io.BytesIO(b"x" * 70_000 + EICAR)) == NAME


def test_a_socket_on_this_machine_does_as_well(settings, tmp_path):
    with clamd(tmp_path / "c") as server:
        settings.CLAMD_ADDRESS = server.address
        assert malware_in(io.BytesIO(EICAR)) == NAME


@pytest.mark.parametrize("says", ["", "stream: OK ERROR", "OK", "stream: Can't allocate memory ERROR", "COMMAND READ TIMED OUT"])
def test_whatever_is_neither_yes_nor_no_is_no_answer(settings, says):
    with clamd(says=says or "\0") as server:
        settings.CLAMD_ADDRESS = server.address
        with pytest.raises(NoAnswerError):
            malware_in(io.BytesIO(b"content"))


def test_a_file_that_the_scanner_finds_too_large_is_not_clean(settings):
    with clamd(most=1000) as server:
        settings.CLAMD_ADDRESS = server.address
        with pytest.raises(NoAnswerError):
            malware_in(io.BytesIO(bytes(5_000_000)))


def test_a_scanner_that_is_away_gives_no_answer(settings, tmp_path):
    for address in (str(tmp_path / "nobody"), "127.0.0.1:1"):
        settings.CLAMD_ADDRESS = address
        with pytest.raises(NoAnswerError):
            malware_in(io.BytesIO(b"content"))
