"""Who may be asked to review a case."""

from __future__ import annotations

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from accounts.models import StaffRole, User
from applications import workflow
from applications.models import Application, conflict, conflict_of
from reviews.models import STEPPED_ASIDE, Assignment, Review

# The states in which a review is still waited for.
AWAITED = (workflow.SUBMITTED, workflow.IN_REVIEW, workflow.INCOMPLETE)


def reviewers_to_choose() -> QuerySet[User]:
    """Reviewers and then coordinators, by name. What each has to do is not counted: that is dear where there are many cases."""
    held = StaffRole.objects.filter(person=OuterRef("pk"))
    people = User.objects.active().filter(Exists(held.filter(role__in=["reviewer", "coordinator"])))
    roles = {f"is_{role}": Exists(held.filter(role=role)) for role in ("reviewer", "coordinator")}
    return people.annotate(**roles).order_by("-is_reviewer", "name", "pk")


def people_who_review() -> QuerySet[User]:
    """Reviewers and then coordinators, the one with the least to do first; each knows her `open_work`: reviews not sent yet."""
    roles = StaffRole.objects.filter(person=OuterRef("pk"))
    counted = unsent_assignments().filter(reviewer=OuterRef("pk")).order_by().values("reviewer").annotate(count=Count("pk"))
    return (
        User.objects.filter(closed_at__isnull=True)
        .filter(Exists(roles.filter(role__in=["reviewer", "coordinator"])))
        .annotate(
            open_work=Coalesce(Subquery(counted.values("count"), output_field=IntegerField()), 0),
            is_reviewer=Exists(roles.filter(role="reviewer")),
        )
        .order_by("-is_reviewer", "open_work", "pk")
    )


def fit_to_review(application: Application) -> QuerySet[User]:
    """Those of them whom nothing disqualifies from the case. Each knows whether she reviews it: `is_assigned`."""
    own = Assignment.objects.standing().filter(reviewer=OuterRef("pk"), application=application)
    disqualified = conflict(person=OuterRef("pk"), application=application, group=application.group_id)
    return people_who_review().exclude(disqualified).annotate(is_assigned=Exists(own))


def unsent_assignments() -> QuerySet[Assignment]:
    """Reviews that are still waited for: asked for, not sent, of cases that nobody has proposed a decision on yet."""
    sent = Review.objects.filter(
        version__application=OuterRef("application"), reviewer=OuterRef("reviewer"), sent_at__isnull=False
    )
    return Assignment.objects.standing().filter(~Exists(sent), application__status__in=AWAITED)


def conflicted_work() -> list[tuple[Application, User]]:
    """Who is still asked to review, or responsible for, a case that has closed for her; each case and person once."""
    asked = Assignment.objects.standing().filter(conflict_of("reviewer")).select_related("application", "reviewer")
    handled = Application.objects.filter(
        conflict(person=OuterRef("handler"), application=OuterRef("pk"), group=OuterRef("group"))
    )
    pairs = [(it.application, it.reviewer) for it in asked]
    pairs += [(it, it.handler) for it in handled.select_related("handler")]
    return list({(case.pk, person.pk): (case, person) for case, person in sorted(pairs, key=_by_case)}.values())


def _by_case(pair: tuple[Application, User]) -> tuple[int, int]:
    """Rows are locked in one order."""
    return pair[0].pk, pair[1].pk


def lacks_reviewer() -> Q:
    """Rows of applications in which somebody has stepped aside, and fewer review than are wanted."""
    places = Assignment.objects.filter(application=OuterRef("pk"))
    standing = places.standing().order_by().values("application").annotate(count=Count("pk")).values("count")
    count = Coalesce(Subquery(standing, output_field=IntegerField()), 0)
    left = Exists(places.filter(end=STEPPED_ASIDE))
    return Q(left, status__in=AWAITED) & Q(LessThan(count, F("round__reviews_wanted")))
