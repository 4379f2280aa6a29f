"""What people are told of a file: why it is not taken and what to do, or what is active in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.files.kinds import LONGEST_NAME
from core.text import Words

# The same numbers as in pdfs.py and pictures.py, whose libraries a page need not load.
MOST_PAGES, MOST_MEGAPIXELS = 500, 40

SENTENCES: dict[str, Words] = {
    "missing": _("Choose a file first."),
    "empty": _("The file “%(name)s” is empty. Check that it opens on your device, and choose it again."),
    "too_big": _(
        "The file “%(name)s” is too big: %(size)s. A file can be at most %(limit)s. Save it smaller, or divide it into two files."
    ),
    "wrong_type": _("We can't take the file “%(name)s”. Save it as one of these, and choose it again: %(types)s."),
    "not_pdf": _("The file “%(name)s” is not a PDF. Save it as PDF, and choose that."),
    "another_type": _(
        "The file “%(name)s” is something else than its name says. Open it, save it again as PDF, and choose that."
    ),
    "two_kinds": _("The file “%(name)s” has another file hidden in it. Open it, save it again as PDF, and choose that."),
    "dangerous_name": _("The name “%(name)s” looks like a program. Give the file a plain name, and choose it again."),
    "old_office": _(
        "The file “%(name)s” is in an old format of Word or Excel. "
        "Open it, save it as a .docx or .xlsx file or as PDF, and choose that."
    ),
    "macros": _("The file “%(name)s” has macros in it. Save it without macros, or as PDF, and choose that."),
    "archive": _("The file “%(name)s” is a package of files. Add the files one by one."),
    "password": _("The file “%(name)s” asks for a password. Save it without a password, and choose it again."),
    "broken": _("The file “%(name)s” does not open. Check that it opens on your device, save it again, and choose it again."),
    "bomb": _("The file “%(name)s” is too large when it is opened. Save it as PDF, and choose that."),
    "too_many_pages": _("The file “%(name)s” has too many pages. A PDF can have at most %(pages)s. Divide it into two files."),
    "too_many_pixels": _(
        "The picture “%(name)s” is too sharp: at most %(pixels)s million pixels. "
        "Take it again with the camera's ordinary setting, or save it smaller."
    ),
    "malware": _("There is malware in the file “%(name)s”, and we didn't take it. Ask for the file anew where you got it."),
    "failed": _("The file “%(name)s” did not get through. Nothing is lost. Try again."),
    "full": _("There is no room for files just now. Your answers are saved. Try again in an hour, or ask us."),
}

# What is active in a file: for whoever opens it next.
MARKS: dict[str, Words] = {
    "script": _("has a script in it"),
    "launch": _("tries to start a program"),
    "embedded": _("has another file inside"),
    "remote_template": _("fetches a template from elsewhere"),
    "unread": _("is so large that it was not looked through"),
}

TYPES = "PDF, JPG, PNG, HEIC, DOCX, XLSX, ODT, ODS"


def sentence(code: str, name: str = "", *, size: int = 0, limit: int = 0) -> str:
    """Why a file is not taken; `size` and `limit` are in bytes."""
    words = {"name": name[:LONGEST_NAME], "size": file_size(size), "limit": file_size(limit), "types": TYPES}
    return str(SENTENCES[code]) % {**words, "pages": MOST_PAGES, "pixels": MOST_MEGAPIXELS}


def file_size(size: int) -> str:
    """As people read it: `12,4 Mt` where the reader's language says so."""
    if size < 1_000_000:
        return str(_("%(size)s kB")) % {"size": max(1, round(size / 1000))}
    megabytes = f"{size / 1_000_000:.1f}".removesuffix(".0")
    return str(_("%(size)s MB")) % {"size": megabytes.replace(".", ",")}
