"""People, the groups they apply with, and the roles of the City's staff."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_see_account
from core.folding import Folded
from core.numbers import masked_iban, spaced_iban

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
    name_folded = models.GeneratedField(
        expression=Folded("name"), output_field=models.CharField(max_length=150), db_persist=True, editable=False
    )
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
    # Title and unit, as the letters of a decision maker's decisions print them.
    title = models.CharField(max_length=100, blank=True)

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
    DEDUCTS, PARTLY, DOES_NOT_DEDUCT, NOT_KNOWN = "deducts", "partly", "does_not_deduct", "not_known"
    VAT_POSITIONS = {
        DOES_NOT_DEDUCT: _("No, the tax is a cost to us"),
        DEDUCTS: _("Yes, we get all of it back"),
        PARTLY: _("We get a part of it back"),
        NOT_KNOWN: _("We don't know yet"),
    }
    ELECTRONIC, BY_LETTER = "yes", "no"  # consent to electronic service (laki 13/2003 19 §): what is not said is none
    SERVICE_CONSENTS = {
        ELECTRONIC: _("Yes. We get an e-mail when the decision is made, and read it here."),
        BY_LETTER: _("No. The decision is sent to us as a letter by post."),
    }

    name = models.CharField(max_length=150)
    name_folded = models.GeneratedField(
        expression=Folded("name"), output_field=models.CharField(max_length=150), db_persist=True, editable=False
    )
    type = models.CharField(max_length=20)
    business_id = models.CharField(max_length=9, blank=True)
    # Only for a free group: the registered body that carries the money and answers for it.
    carrier_name = models.CharField(max_length=150, blank=True)
    carrier_business_id = models.CharField(max_length=9, blank=True)
    # The rest is asked once and may wait; for a free group it is about the carrier. What sending needs: accounts/sections.py.
    register_number = models.CharField(max_length=7, blank=True)
    street_address = models.CharField(max_length=150, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=60, blank=True)
    home_municipality = models.CharField(max_length=60, blank=True)
    website = models.URLField(max_length=200, blank=True)
    # Who may sign for the body, alone or together, in its own words.
    signatories = models.TextField(max_length=500, blank=True)
    # Without spaces. Who may read it in full: `iban_shown`.
    iban = models.CharField(max_length=34, blank=True)
    # To the letter, since the payer's bank compares it; as long as a payment can carry it.
    account_holder = models.CharField(max_length=70, blank=True)
    vat_position = models.CharField(max_length=20, blank=True)
    electronic_service = models.CharField(max_length=3, blank=True)
    electronic_service_at = models.DateTimeField(null=True, blank=True)
    electronic_service_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    created_at = models.DateTimeField()
    people = models.ManyToManyField(User, through="Membership", related_name="groups")

    class Meta:
        ordering = ["name", "pk"]
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
            # Co-operatives, foundations and public bodies stand in other registers, and their business ID tells all.
            models.CheckConstraint(
                name="group_register_number_is_of_an_association",
                condition=Q(register_number="")
                | Q(register_number__regex=r"^([0-9]{1,3}\.)?[0-9]{1,3}$", type__in=["association", "free_group"]),
                violation_error_message=_("Only an association has a register number, for example 123.456."),
            ),
            # One for three shapes, since asking the database about each costs a save three queries; the form has a sentence for each.
            models.CheckConstraint(
                name="group_numbers_have_their_shape",
                condition=(Q(postal_code="") | Q(postal_code__regex=r"^[0-9]{5}$"))
                & (Q(iban="") | Q(iban__regex=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"))
                & (Q(website="") | Q(website__startswith="https://") | Q(website__startswith="http://")),
                violation_error_message=_("Check the postal code, the account number and the address of the web pages."),
            ),
            models.CheckConstraint(
                name="group_vat_position_known",
                condition=Q(vat_position__in=["", "deducts", "partly", "does_not_deduct", "not_known"]),
                violation_error_message=_("Choose one of the answers about value added tax."),
            ),
            models.CheckConstraint(
                name="group_service_consent_has_time_and_person",
                condition=Q(electronic_service="")
                | (
                    Q(electronic_service__in=["yes", "no"])
                    & Q(electronic_service_at__isnull=False, electronic_service_by__isnull=False)
                ),
                violation_error_message=_("Choose whether the decision may be given to you electronically."),
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

    def iban_shown(self, person: User) -> str:
        """In full for those who keep it up to date and for those who pay to it, masked for everybody else."""
        return spaced_iban(self.iban) if can_see_account(person, self) else masked_iban(self.iban)


class Membership(models.Model):
    """A person's place in a group; only an owner sends."""

    OWNER, EDITOR, READER = "owner", "editor", "reader"
    ROLES = {OWNER: _("Owner"), EDITOR: _("Editor"), READER: _("Reader")}
    DOES = {OWNER: _("fills in and sends"), EDITOR: _("fills in"), READER: _("reads")}
    # What a role means, for who gives it and who gets it.
    POWERS = {
        EDITOR: _("Editor: fills in applications, can't send them"),
        READER: _("Reader: reads applications, can't change them"),
        OWNER: _("Owner: fills in and sends applications, invites and removes others"),
    }

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

    @property
    def label(self) -> str:
        return self.ROLES[self.role]

    @property
    def does(self) -> str:
        """What the member does with applications, in words."""
        return self.DOES[self.role]

    @property
    def power(self) -> str:
        """The same as a whole sentence, for who gives the role and who gets it."""
        return self.POWERS[self.role]


class Invitation(models.Model):
    """A place in a group, offered to an e-mail address: whoever signs in with that address takes it or does not.

    A group has one row for an address. Inviting again renews it; the events tell what was before.
    """

    OPEN, ACCEPTED, DECLINED, WITHDRAWN = "open", "accepted", "declined", "withdrawn"
    LIVES = timedelta(days=30)
    # So long after its end somebody may still ask who was invited. After that the address, perhaps of somebody who never wanted
    # anything of us, is personal data without a purpose. To be confirmed by the City's data protection.
    KEPT = timedelta(days=90)
    OFFERS = {
        Membership.EDITOR: _("You fill in applications. An owner of the group sends them."),
        Membership.READER: _("You read applications. You can't change them."),
        Membership.OWNER: _("You fill in and send applications, and you can invite others to the group."),
    }

    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-pk"]
        indexes = [models.Index(fields=["email"], name="invitation_by_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "email"],
                name="invitation_once",
                violation_error_message=_("This address already has an invitation to the group."),
            ),
            models.CheckConstraint(
                name="invitation_email_small_letters",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Write the e-mail address in small letters."),
            ),
            models.CheckConstraint(
                name="invitation_role_known",
                condition=Q(role__in=["owner", "editor", "reader"]),
                violation_error_message=_("A member is an owner, an editor or a reader."),
            ),
            models.CheckConstraint(
                name="invitation_state_known",
                condition=Q(state__in=["open", "accepted", "declined", "withdrawn"]),
                violation_error_message=_("Unknown state."),
            ),
            models.CheckConstraint(
                name="invitation_ended_has_time",
                condition=Q(state="open", ended_at__isnull=True) | (~Q(state="open") & Q(ended_at__isnull=False)),
                violation_error_message=_("An invitation that has ended, and no other, has the time when it did."),
            ),
            models.CheckConstraint(
                name="invitation_lives_for_a_while",
                condition=Q(expires_at__gt=F("invited_at")),
                violation_error_message=_("An invitation ends after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.group}"

    @property
    def power(self) -> str:
        """What the role means, for who offers it."""
        return Membership.POWERS[self.role]

    @property
    def offer(self) -> str:
        """The same for who is invited."""
        return self.OFFERS[self.role]

    def is_open(self, at: datetime) -> bool:
        """Whether it can be answered: not answered yet, not withdrawn, and its time is not over."""
        return self.state == self.OPEN and at < self.expires_at
