"""What every page may need: the programme and its contact, and what the signed-in person may do. Asked only when used."""

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core import sessions


def portal(request: HttpRequest) -> dict[str, object]:
    return {
        "programme": SimpleLazyObject(_newest_programme),
        "roles": SimpleLazyObject(lambda: _roles(request)),
        "shared_session": SimpleLazyObject(lambda: sessions.shared(request, at=request.received_at)),
        "development": settings.DEVELOPMENT,
        "request_id": getattr(request, "request_id", ""),
    }


def _newest_programme() -> object:
    """The programme whose contact the footer shows; empty before one is loaded."""
    return apps.get_model("rounds", "Programme").objects.order_by("pk").last() or {}


def _roles(request: HttpRequest) -> frozenset[str]:
    user = getattr(request, "user", None)
    return frozenset(user.roles) if user is not None and user.is_authenticated else frozenset()
