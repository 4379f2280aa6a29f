"""WSGI entry of the portal."""

import os
import re
from collections.abc import Callable, Iterable

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kake.settings")

_django = get_wsgi_application()
# All pages are read now, by the process that begets the others, and not while the first visitor waits.
resolve("/healthz")
_CHARSET = re.compile(r";\s*charset\s*=\s*(\"[^\"]*\"|[^;]*)", re.IGNORECASE)


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """Everything is UTF-8, whatever the sender says.

    Django decodes address and form with the charset that the sender names, before any middleware: `hex` is no text at all
    and breaks it, `utf-7` lets through lone surrogates that no database stores.
    """
    environ["CONTENT_TYPE"] = _CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
    answer = _django(environ, start_response)
    return _without_body(answer) if environ["REQUEST_METHOD"] == "HEAD" else answer


def _without_body(answer: Iterable[bytes]) -> Iterable[bytes]:
    """The headers alone, since waitress sends whatever it is given and the next answer on the line would be taken for the rest."""
    close = getattr(answer, "close", None)
    if close:
        close()
    return []
