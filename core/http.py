"""Answers that several apps give."""

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """303: what was posted is done, look here."""

    status_code = 303


def see_other(url: str) -> SeeOther:
    return SeeOther(url)
