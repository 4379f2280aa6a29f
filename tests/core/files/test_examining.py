import io
from pathlib import Path

import pytest
from PIL import Image

from core.files import examining
from core.files.examining import Examined, examine
from core.files.kinds import RefusedError
from core.files.words import MARKS
from tests import files


@pytest.fixture
def look_into(tmp_path):
    """`look_into(content, name)`: the portal keeps the file under another name while it looks."""

    def look(content: bytes, name: str) -> Examined:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return examine(path, name, copy=tmp_path / "copy")

    return look


@pytest.mark.parametrize(
    ("name", "make", "mark"),
    [
        ("a.pdf", files.pdf_with_script, "script"),
        ("a.pdf", files.pdf_that_launches, "launch"),
        ("a.pdf", files.pdf_with_file_inside, "embedded"),
        ("a.docx", lambda: files.docx(**{"word__embeddings__oleObject1.bin": b"x"}), "embedded"),
        ("a.docx", lambda: files.docx(**{"word___rels__settings.xml.rels": files.REMOTE_TEMPLATE}), "remote_template"),
        ("a.odt", lambda: files.open_document(**{"Object 1.bin": b"x"}), "embedded"),
    ],
)
def test_what_is_active_in_a_file_is_marked_and_the_file_taken(look_into, name, make, mark):
    assert look_into(make(), name).marks == (mark,)
    assert mark in MARKS


def test_a_script_that_hangs_on_one_page_is_marked_too(look_into):
    assert look_into(files.pdf_with_script_on_a_page(), "a.pdf").marks == ("script",)


def test_a_heic_picture_gets_a_copy_that_every_computer_opens(look_into):
    found = look_into(files.heic(), "kuva.heic")
    with Image.open(found.copy) as copy:
        assert (copy.format, copy.size) == ("JPEG", (1008, 756))


def test_the_copy_of_a_phone_picture_is_smaller_upright_and_tells_no_place(look_into):
    content = files.phone_jpeg()
    found = look_into(content, "kuva.jpg")
    with Image.open(found.copy) as copy, Image.open(io.BytesIO(content)) as original:
        assert (copy.size, original.size) == ((1800, 2400), (4032, 3024))
        assert dict(copy.getexif()) == {}
    assert found.copy.stat().st_size < len(content)


def test_a_transparent_picture_is_copied_on_white(look_into):
    clear = Image.new("RGBA", (3200, 20), (0, 0, 0, 0))
    with Image.open(look_into(files.saved(clear, "PNG"), "kuva.png").copy) as copy:
        assert copy.getpixel((5, 5)) == (255, 255, 255)


def test_an_ordinary_picture_needs_no_copy(look_into):
    assert look_into(files.jpeg(), "kuva.jpg").copy is None


def test_a_file_that_takes_too_long_is_refused(look_into, monkeypatch):
    monkeypatch.setattr(examining, "SECONDS", 0.001)
    with pytest.raises(RefusedError) as refusal:
        look_into(files.pdf(), "a.pdf")
    assert refusal.value.code == "bomb"


def test_a_file_that_nobody_could_look_into_is_refused(tmp_path: Path):
    with pytest.raises(RefusedError) as refusal:
        examine(tmp_path / "gone", "a.pdf", copy=tmp_path / "copy")
    assert refusal.value.code == "broken"


def test_the_program_that_looks_into_files_knows_no_secrets(look_into, monkeypatch):
    """It gets an environment of its own, so a variable of ours that would break it does not reach it."""
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    assert look_into(files.pdf(), "a.pdf").kind.code == "pdf"
