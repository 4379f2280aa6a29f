"""Who does an act: a person in a role, or the system, and from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Actor:
    """`person` is None for the system and for a visitor; `role` is the role in use, not every role the person holds."""

    # A person of `accounts`, which stands above and so has no name here.
    person: Any
    role: str
    source: str = ""
    request_id: str = ""

    @classmethod
    def of(cls, request: HttpRequest, role: str) -> Actor:
        person = request.user if request.user.is_authenticated else None
        return cls(person, role, request.META.get("REMOTE_ADDR", ""), getattr(request, "request_id", ""))

    @classmethod
    def system(cls, source: str) -> Actor:
        return cls(None, "system", source)

    @property
    def reference(self) -> str:
        """How records that must not hold personal data name the actor: `person:7`, `system` or `visitor`."""
        return f"person:{self.person.pk}" if self.person else self.role
