"""Every kind of file that somebody may send: the good ones are taken, each bad one is refused in its own words.

Promises kept here: type by content (36), size and bombs (37).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.files.examining import ROOT, examine
from core.files.kinds import RefusedError
from core.files.words import SENTENCES
from tests import files

GOOD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "Yhdistyksen säännöt.pdf": ("pdf", files.pdf),
    "tilinpäätös 2017 (allekirjoitettu).pdf": ("pdf", files.scanned_pdf),
    "Pöytäkirja #3 & liite.pdf": ("pdf", files.pdf_with_owner_password),
    "talousarvio.xlsx.pdf": ("pdf", lambda: files.pdf(500)),
    "IMG_20180214.jpg": ("jpg", files.phone_jpeg),
    "Kuitti.JPEG": ("jpg", files.jpeg),
    "Kaavio läpinäkyvä.png": ("png", lambda: files.png(mode="RGBA")),
    "näyttökuva.PNG": ("png", lambda: files.png((1080, 2340), "P")),
    "IMG_0042.HEIC": ("heic", files.heic),
    "Toimintasuunnitelma.docx": ("docx", files.docx),
    "ääkköset – åäö.docx": ("docx", lambda: files.docx("Hyvää päivää")),
    "Kustannusarvio.xlsx": ("xlsx", files.xlsx),
    "Säännöt.odt": ("odt", files.open_document),
    "Budjetti v1.2.ods": ("ods", lambda: files.open_document("spreadsheet")),
    "jäsenlista.xlsx": ("xlsx", lambda: files.xlsx(xl__media__kuva=bytes(8_000_000))),
}

BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "tyhjä.pdf": ("empty", lambda: b""),
    "logo.svg": ("wrong_type", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "sivu.html": ("wrong_type", lambda: b"<!doctype html><script>alert(1)</script>"),
    "tiedot.xml": ("wrong_type", lambda: b'<?xml version="1.0"?><a/>'),
    "kirje.eps": ("wrong_type", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n"),
    "muistio.txt": ("wrong_type", "Hei äiti".encode),
    "video.mp4": ("wrong_type", lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(64)),
    "kuva.avif": ("wrong_type", lambda: b"\x00\x00\x00\x18ftypavif" + bytes(64)),
    "kuva.gif": ("wrong_type", lambda: files.saved(files.picture(), "GIF")),
    "asenna.exe": ("wrong_type", lambda: b"MZ" + bytes(200)),
    "säännöt.pdf": ("another_type", lambda: b"MZ" + bytes(200)),
    "lasku.docx": ("another_type", lambda: b"<!doctype html><script>alert(1)</script>"),
    "kuva.png": ("another_type", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "pöytäkirja.pdf": ("another_type", files.jpeg),
    "rekisteriote.docx": ("another_type", files.pdf),
    "taulukko.xlsx": ("another_type", files.docx),
    "teksti.odt": ("another_type", lambda: files.open_document("spreadsheet")),
    "ohje.zip": ("wrong_type", files.docx),
    "säännöt.exe.pdf": ("dangerous_name", files.pdf),
    "tilit.pdf.exe": ("dangerous_name", files.pdf),
    "makrot.docm": ("macros", lambda: files.docx(main="application/vnd.ms-word.document.macroEnabled.main+xml")),
    "makro.docx": ("macros", lambda: files.docx(**{"word__vbaProject.bin": b"x"})),
    "makro.xlsx": ("macros", lambda: files.xlsx(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
    "vanha makro.xlsx": ("macros", lambda: files.xlsx(**{"xl__macrosheets__sheet1.xml": b"<a/>"})),
    "makro.odt": ("macros", lambda: files.open_document(**{"Basic__Standard__Module1.xml": "<a/>"})),
    "skripti.ods": ("macros", lambda: files.open_document("spreadsheet", **{"Scripts__python__a.py": "print()"})),
    "vanha.doc": ("old_office", lambda: files.compound("WordDocument")),
    "vanha.xls": ("old_office", lambda: files.compound("Workbook")),
    "salainen.docx": ("password", lambda: files.compound("EncryptedPackage")),
    "lukittu.pdf": ("password", files.locked_pdf),
    "lukittu.docx": ("password", files.locked_archive),
    "lukittu.odt": ("password", lambda: files.open_document(manifest="<manifest:encryption-data/>")),
    "monta.docx": ("archive", lambda: files.archive({"a.pdf": files.pdf(), "b.jpg": files.jpeg()})),
    "esitys.odt": ("archive", lambda: files.open_document("presentation")),
    "pdf ja zip.pdf": ("two_kinds", lambda: files.pdf() + files.docx()),
    "pdf ja html.pdf": ("two_kinds", lambda: files.pdf().replace(b"%PDF-", b"%PDF-1.7\n<html><script>alert(1)</script>\n%", 1)),
    "pdf ja loppu.pdf": ("two_kinds", lambda: files.pdf() + b"<script>alert(1)</script>"),
    "kuva ja zip.jpg": ("two_kinds", lambda: files.jpeg() + files.docx()),
    "kuva ja pdf.jpg": ("two_kinds", lambda: files.jpeg(comment=b"%PDF-1.7")),
    "kuva ja html.png": ("two_kinds", lambda: files.png() + b"<html><script>alert(1)</script>"),
    "alku.docx": ("two_kinds", lambda: files.docx() + b"more behind"),
    "katkennut.pdf": ("broken", lambda: files.scanned_pdf()[:5000]),
    "katkennut.jpg": ("broken", lambda: files.jpeg()[:3000]),
    "katkennut.png": ("broken", lambda: files.png()[:1500]),
    "katkennut.heic": ("broken", lambda: files.heic()[:2000]),
    "katkennut.docx": ("broken", lambda: files.docx()[:300]),
    "rikki.pdf": ("broken", lambda: b"%PDF-1.7\nnothing\n%%EOF\n"),
    "polku.docx": ("broken", lambda: files.packed_document({"../../etc/passwd": "x"})),
    "juuri.docx": ("broken", lambda: files.packed_document({"/etc/passwd": "x"})),
    "linkki.docx": ("broken", files.document_with_link),
    "dtd.docx": ("broken", lambda: files.packed_document({"word/a.xml": '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'})),
    "dtd16.docx": ("broken", lambda: files.packed_document({"word/a.xml": "<!DOCTYPE a []><a/>".encode("utf-16")})),
}

BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "pommi.docx": ("bomb", lambda: files.packed_document(files.zeros_in(6, 50_000_000))),
    "suhde.docx": ("bomb", lambda: files.packed_document(files.zeros_in(1, 50_000_000))),
    "valehtelija.docx": ("broken", files.document_that_lies_about_its_size),
    "tuhansia.docx": ("bomb", lambda: files.packed_document({f"word/{number}": b"" for number in range(10_000)})),
    "valtava.png": ("too_many_pixels", lambda: files.png_header(50_000, 50_000)),
    "terävä.jpg": ("too_many_pixels", lambda: files.jpeg((8000, 6000))),
    "kirja.pdf": ("too_many_pages", lambda: files.pdf(10_000)),
    # No directory tells of it beforehand: it is the process's own limit that stops it.
    "pommi.pdf": ("broken", files.pdf_with_packed_objects),
}


def kept(folder: Path, name: str, content: bytes) -> Path:
    """As the portal has it while it looks into it: under another name."""
    path = folder / "upload"
    path.write_bytes(content)
    return path


def test_there_are_enough_of_them():
    assert len(GOOD) >= 12
    assert len({**BAD, **BOMBS}) >= 30


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken_for_what_it_is(name: str, tmp_path: Path):
    code, make = GOOD[name]
    found = examine(kept(tmp_path, name, make()), name, copy=tmp_path / "copy")
    assert (found.kind.code, found.name, found.marks) == (code, name, ())


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_for_its_own_reason(name: str, tmp_path: Path):
    code, make = BAD[name]
    with pytest.raises(RefusedError) as refusal:
        examine(kept(tmp_path, name, make()), name, copy=tmp_path / "copy")
    assert refusal.value.code == code
    assert code in SENTENCES


# Runs the program that looks into files on its own, and prints what it answered, its seconds of work and its most memory in kB.
MEASURE = """
import os, resource, sys
child = os.fork()
if not child:
    os.execv(sys.executable, [sys.executable, "-m", "core.files.probe", *sys.argv[1:]])
_, status, used = os.wait4(child, 0)
print(f"\\n{status} {used.ru_utime + used.ru_stime} {used.ru_maxrss}")
"""
SECONDS, KILOBYTES = 2, 100_000


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_little_work_and_memory(name: str, tmp_path: Path):
    """Work, not time on a clock: a busy machine makes nobody fail."""
    code, make = BOMBS[name]
    path = kept(tmp_path, name, make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, path, name, tmp_path / "copy"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    answer, numbers = done.stdout.strip().splitlines()
    status, seconds, kilobytes = numbers.split()
    assert (answer, status) == (f'{{"refused": "{code}"}}', "0")
    assert float(seconds) < SECONDS
    assert int(kilobytes) < KILOBYTES
