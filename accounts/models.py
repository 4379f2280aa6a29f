"""People, the groups they apply with, and the roles of the City's staff."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

COORDINATOR, REVIEWER, DECIDER, FINANCE, AUDITOR, ADMIN = "coordinator", "reviewer", "decider", "finance", "auditor", "admin"
STAFF_ROLES = {
    COORDINATOR: _("Coordinator"),
    REVIEWER: _("Reviewer"),
    DECIDER: _("Decision maker"),
    FINANCE: _("Finance"),
    AUDITOR: _("Auditor"),
    ADMIN: _("Administrator"),
}


class UserQuerySet(models.QuerySet):
    def active(self) -> UserQuerySet:
        return self.filter(closed_at__isnull=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    pass


class User(AbstractBaseUser):
    """A person, known by an e-mail address; there are no passwords."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8, default="fi")
    joined_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("This e-mail address is already in use."),
            ),
            # Every address is kept in small letters, so that looking one up is a plain equality.
            models.CheckConstraint(
                name="user_email_small_letters",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Write the e-mail address in small letters."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_active(self) -> bool:
        """A closed account can't sign in, and its open sessions end with the next request."""
        return self.closed_at is None

    @cached_property
    def roles(self) -> frozenset[str]:
        """The staff roles of this person, read once a request."""
        return frozenset(self.staff_roles.values_list("role", flat=True)) if self.is_active else frozenset()


class StaffRole(models.Model):
    """One role that a member of the staff holds."""

    person = models.ForeignKey(User, models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=20)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                name="staff_role_once",
                violation_error_message=_("This person already has the role."),
            ),
            models.CheckConstraint(
                name="staff_role_known",
                condition=Q(role__in=["coordinator", "reviewer", "decider", "finance", "auditor", "admin"]),
                violation_error_message=_("Choose one of the roles in the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.label}"

    @property
    def label(self) -> str:
        return STAFF_ROLES[self.role]


class Group(models.Model):
    """The applicant: a registered body, or a free group whose money a registered body carries."""

    ASSOCIATION, COOPERATIVE, OTHER_BODY, FREE_GROUP = "association", "cooperative", "other_body", "free_group"
    TYPES = {
        ASSOCIATION: _("Registered association"),
        COOPERATIVE: _("Co-operative"),
        OTHER_BODY: _("Another organisation that has a business ID"),
        FREE_GROUP: _("Free group of people"),
    }

    name = models.CharField(max_length=150)
    type = models.CharField(max_length=20)
    business_id = models.CharField(max_length=9, blank=True)
    # Only for a free group: the registered body that carries the money and answers for it.
    carrier_name = models.CharField(max_length=150, blank=True)
    carrier_business_id = models.CharField(max_length=9, blank=True)
    created_at = models.DateTimeField()
    people = models.ManyToManyField(User, through="Membership", related_name="groups")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="group_type_known",
                condition=Q(type__in=["association", "cooperative", "other_body", "free_group"]),
                violation_error_message=_("Choose what kind of group you are."),
            ),
            models.CheckConstraint(
                name="group_has_someone_responsible",
                condition=(Q(type="free_group") & ~Q(carrier_name="") & ~Q(carrier_business_id="") & Q(business_id=""))
                | (~Q(type="free_group") & ~Q(business_id="") & Q(carrier_name="", carrier_business_id="")),
                violation_error_message=_("A registered body, with its business ID, carries the money."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def responsible_body(self) -> str:
        """Who carries the money: the group itself, or the carrier of a free group."""
        return self.carrier_name or self.name

    @property
    def responsible_business_id(self) -> str:
        return self.carrier_business_id or self.business_id

    @property
    def type_label(self) -> str:
        return self.TYPES[self.type]


class Membership(models.Model):
    """A person's place in a group; only an owner sends."""

    OWNER, EDITOR, READER = "owner", "editor", "reader"
    ROLES = {OWNER: _("Owner"), EDITOR: _("Editor"), READER: _("Reader")}

    person = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"],
                name="membership_once",
                violation_error_message=_("This person already belongs to the group."),
            ),
            models.CheckConstraint(
                name="membership_role_known",
                condition=Q(role__in=["owner", "editor", "reader"]),
                violation_error_message=_("A member is an owner, an editor or a reader."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.group}"
