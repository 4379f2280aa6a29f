"""Who may do what in a talk; which talks there are for whom is in `ThreadQuerySet`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models import Application


def can_write(person: User, application: Application) -> bool:
    """Owners and editors write for their group; readers read."""
    return application.membership_role(person) in {"owner", "editor"}
