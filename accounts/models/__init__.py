"""People, the groups they apply with, the roles of the City's staff, and what people keep of the desk."""

from accounts.models.people import (
    ADMIN,
    AUDITOR,
    COORDINATOR,
    DECIDER,
    FINANCE,
    REVIEWER,
    STAFF_ROLES,
    Group,
    Invitation,
    Membership,
    StaffRole,
    User,
    UserManager,
    UserQuerySet,
)
from accounts.models.saved_views import SavedView, SavedViewQuerySet

__all__ = [
    "ADMIN",
    "AUDITOR",
    "COORDINATOR",
    "DECIDER",
    "FINANCE",
    "REVIEWER",
    "STAFF_ROLES",
    "Group",
    "Invitation",
    "Membership",
    "SavedView",
    "SavedViewQuerySet",
    "StaffRole",
    "User",
    "UserManager",
    "UserQuerySet",
]
