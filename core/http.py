"""Answers that several apps give, and how a number in an address is read."""

from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponseRedirect, JsonResponse
from django.urls.converters import IntConverter


class KeyConverter(IntConverter):
    """A number that a column of the database can hold; with more digits the address is none of the portal's, and not found.

    Django looks after the size of a number only where the key itself is compared, not where a row points to it.
    """

    regex = "[0-9]{1,18}"


class SeeOther(HttpResponseRedirect):
    """303: what was posted is done, look here."""

    status_code = 303


def see_other(url: str) -> SeeOther:
    return SeeOther(url)


def is_autosave(request: HttpRequest) -> bool:
    """Whether a page saves by itself while somebody types (static/js/autosave.js). It shows a sentence, so it is answered by `tell`."""
    return request.method == "POST" and "X-Autosave" in request.headers


def tell(sentence: str, *, is_kept: bool, status: int = 200) -> JsonResponse:
    """The sentence to show, and whether the typed text is in a safe place: where it is not, the page asks before it is left."""
    return JsonResponse({"say": sentence, "kept": is_kept}, status=status)


def as_download(file: File, name: str, content_type: str) -> FileResponse:
    """Bytes that somebody else made: saved under their name, never shown by the browser, never kept on the way."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
