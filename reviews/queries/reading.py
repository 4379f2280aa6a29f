"""Who may read points already, so that nobody's points lead another's."""

from __future__ import annotations

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from accounts.models import User
from applications.models import Application
from reviews.models import Assignment, Review

# Who holds one of these as well reads a case that she does not review when it is ready, as everybody else at the desk does.
_READING_ROLES = frozenset({"coordinator", "decider", "auditor"})


def reads_points(person: User) -> ExpressionWrapper:
    """For `annotate` on applications: whether the person may see the points, reasons, comments and totals that others gave.

    Who reviews the case sees them when she has sent her own, and so does who is only a reviewer. Anybody else sees them when
    everybody who was asked has sent hers, and there are as many as the round wants; where nobody was asked, when there is one.
    """
    own = Review.objects.sent().filter(version__application=OuterRef("pk"), reviewer=person)
    rule = Q(Exists(own))
    if person.roles & _READING_ROLES:
        asked = Assignment.objects.standing().filter(application=OuterRef("pk"))
        counted = _counted()
        enough = Q(GreaterThanOrEqual(counted, F("round__reviews_wanted")))
        enough |= ~Q(Exists(asked)) & Q(GreaterThanOrEqual(counted, Value(1)))
        awaited = Assignment.objects.awaited().filter(application=OuterRef("pk"))
        rule |= ~Q(Exists(asked.filter(reviewer=person))) & ~Q(Exists(awaited)) & enough
    return ExpressionWrapper(rule, output_field=BooleanField())


def sees_points(person: User, application: Application) -> bool:
    """The same of one case; asks nothing if the row was annotated as `reads_points`."""
    known = getattr(application, "reads_points", None)
    if known is not None:
        return known
    rows = Application.objects.filter(pk=application.pk)
    return rows.annotate(reads_points=reads_points(person)).values_list("reads_points", flat=True).get()


def _counted() -> Coalesce:
    reviews = Review.objects.counting().filter(version__application=OuterRef("pk"))
    counts = reviews.order_by().values("version__application").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)
