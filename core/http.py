"""Answers that several apps give."""

from django.http import HttpRequest, HttpResponseRedirect, JsonResponse


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
