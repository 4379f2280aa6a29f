"""Files as people and attackers send them, each made here: no test depends on a file that somebody found somewhere."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

import pikepdf
import pillow_heif
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(pages: int = 1, *, encryption: pikepdf.Encryption | None = None, **root: object) -> bytes:
    """Blank pages; `root` are entries of its catalogue."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    for name, value in root.items():
        made.Root[f"/{name}"] = value
    file = io.BytesIO()
    made.save(file, encryption=encryption or False, deterministic_id=encryption is None)
    return file.getvalue()


def scanned_pdf() -> bytes:
    """What an office machine makes: a picture on each page."""
    file = io.BytesIO()
    sheets = [Image.effect_noise((1240, 1754), 20) for _ in range(2)]
    sheets[0].save(file, "PDF", save_all=True, append_images=sheets[1:])
    return file.getvalue()


def pdf_with_script() -> bytes:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hei')")
    return pdf(OpenAction=action)


def pdf_with_script_on_a_page() -> bytes:
    """Not an object of its own: inside the page, which is inside a packed list of objects."""
    made = pikepdf.new()
    made.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hei')")
    made.pages[0].AA = pikepdf.Dictionary(O=script)
    file = io.BytesIO()
    made.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def pdf_that_launches() -> bytes:
    return pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def pdf_with_file_inside() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments["inside.txt"] = pikepdf.AttachedFileSpec(made, b"inside", filename="inside.txt")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def locked_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="a", user="b"))


def pdf_with_owner_password() -> bytes:
    """Opens for everybody; only printing or changing it asks for a password."""
    return pdf(encryption=pikepdf.Encryption(owner="a", user=""))


def pdf_with_packed_objects(size: int = 200_000_000) -> bytes:
    """Its objects are listed in a stream of some hundred kilobytes that unpacks to `size` bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()
    head = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    start = len(head)
    entry = b"3 0 obj\n<</Type/XRef/Size 4/W[1 8 8]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return head + entry + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def picture(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """Something with edges and shades, so that no format makes it tiny."""
    return Image.linear_gradient("L").resize(size).convert(mode)


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def jpeg(size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    return saved(picture(size), "JPEG", **options)


def phone_jpeg() -> bytes:
    """Twelve megapixels, held sideways, with the place and a maker's appendix behind the picture."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Esimerkkipuhelin"
    exif[0x8825] = {1: "N", 2: (62.0, 36.0, 0.0), 3: "E", 4: (29.0, 45.0, 0.0)}
    return jpeg((4032, 3024), exif=exif, quality=80) + b"SEFT" + bytes(64)


def png(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> bytes:
    return saved(picture(size, mode), "PNG")


@cache
def heic(size: tuple[int, int] = (1008, 756)) -> bytes:
    file = io.BytesIO()
    pillow_heif.from_pillow(picture(size)).save(file, quality=60)
    return file.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A picture that says how large it is and holds hardly anything."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def archive(parts: Mapping[str, bytes | str], *, stored: tuple[str, ...] = ()) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            # A day of its own, so that the same parts are the same bytes whenever they are packed.
            part = zipfile.ZipInfo(name, date_time=(2018, 2, 14, 12, 0, 0))
            made.writestr(part, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return file.getvalue()


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WORD, SHEET = "wordprocessingml.document.main+xml", "spreadsheetml.sheet.main+xml"


def _types(part: str, main: str) -> str:
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{main}"/></Types>'
    )


def _relations(kind: str, target: str) -> str:
    place = "http://schemas.openxmlformats.org"
    return (
        f'{XML}<Relationships xmlns="{place}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{place}/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
    )


REMOTE_TEMPLATE = _relations("attachedTemplate", "https://template.example/a.dotm")


def docx(
    text: str = "Säännöt", *, main: str = f"application/vnd.openxmlformats-officedocument.{WORD}", **more: bytes | str
) -> bytes:
    """As Word makes it, with no more than it must have; `more` are further parts, `__` standing for a slash."""
    place = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'{XML}<w:document xmlns:w="{place}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    parts = {
        "[Content_Types].xml": _types("/word/document.xml", main),
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/document.xml": body,
    }
    return archive({**parts, **{name.replace("__", "/"): content for name, content in more.items()}})


def xlsx(*, main: str = f"application/vnd.openxmlformats-officedocument.{SHEET}", **more: bytes | str) -> bytes:
    place = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'{XML}<workbook xmlns="{place}" xmlns:r="{relation}"><sheets><sheet name="Arvio" sheetId="1" r:id="rId1"/></sheets></workbook>'
    sheet = f'{XML}<worksheet xmlns="{place}"><sheetData><row r="1"><c r="A1"><v>1200</v></c></row></sheetData></worksheet>'
    parts = {
        "[Content_Types].xml": _types("/xl/workbook.xml", main),
        "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return archive({**parts, **{name.replace("__", "/"): content for name, content in more.items()}})


def open_document(kind: str = "text", *, manifest: str = "", **more: bytes | str) -> bytes:
    """As LibreOffice makes it: `text` or `spreadsheet`; the type stands first, and not packed."""
    place = "urn:oasis:names:tc:opendocument:xmlns"
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "META-INF/manifest.xml": f'{XML}<manifest:manifest xmlns:manifest="{place}:manifest:1.0">{manifest}</manifest:manifest>',
        "content.xml": f'{XML}<office:document-content xmlns:office="{place}:office:1.0"><office:body/></office:document-content>',
        "Basic/script-lc.xml": f"{XML}<library/>",
    }
    return archive({**parts, **{name.replace("__", "/"): content for name, content in more.items()}}, stored=("mimetype",))


def zeros_in(entries: int, each: int) -> dict[str, bytes]:
    return {f"word/part{number}.xml": bytes(each) for number in range(entries)}


def packed_document(parts: Mapping[str, bytes | str]) -> bytes:
    """A Word document with further parts under any name."""
    file = io.BytesIO(docx())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def archive_with(content: bytes, name: str, part: bytes) -> bytes:
    """The same archive with one more part, not packed."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as made:
        made.writestr(name, part, zipfile.ZIP_STORED)
    return file.getvalue()


def document_that_lies_about_its_size() -> bytes:
    """Its directory declares a thousandth of what it unpacks to."""
    content = packed_document({"word/big.xml": bytes(50_000_000)})
    return content.replace(struct.pack("<I", 50_000_000), struct.pack("<I", 50_000))


def document_with_link() -> bytes:
    entry = zipfile.ZipInfo("word/link")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    file = io.BytesIO(docx())
    with zipfile.ZipFile(file, "a") as made:
        made.writestr(entry, "/etc/passwd")
    return file.getvalue()


def locked_archive() -> bytes:
    """The mark of a password on every entry."""
    content = bytearray(docx())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(mark, start + 4)
    return bytes(content)


def compound(stream: str) -> bytes:
    """The container of Word and Excel before 2007; a document under a password still comes in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(1024)
