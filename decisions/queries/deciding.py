"""Who may propose and decide, from which fund, and what waits to be published."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from django.db.models import DecimalField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import StaffRole, User
from advice.queries import has_advised
from applications import workflow
from applications.models import Application, conflict
from core import dates
from core.text import clean_line, clean_text
from decisions import rules
from decisions.models import FAVOURABLE, SUBSTANTIVE, Correction, Decision, Proposal
from decisions.queries.heads import heads_of
from reviews.queries import is_gate_failed
from rounds.models import Fund, Round, in_cents


def late_reasons(application: Application) -> str:
    """Where the reasons of a late application begin; the letter that they stand in is in Finnish, whoever writes it."""
    with override("fi"):
        sentence = _(
            "The application arrived on %(arrived)s. The round closed on %(closed)s. An application that comes late is not examined."
        )
        arrived, closed = dates.stamp(application.submitted_at), dates.stamp(application.round.closes_at)
        return sentence % {"arrived": arrived, "closed": closed}


def filled_parts(application: Application, *, outcome: str, amount: Decimal, parts: rules.Parts) -> rules.Parts:
    """The parts of what is granted, filled by rule where nobody typed them; none where nothing is granted."""
    if outcome not in FAVOURABLE:
        return rules.Parts()
    costs = rules.filled(heads_of(application), amount, parts.costs)
    payments = [(paid, clean_line(when)) for paid, when in parts.payments]
    return rules.Parts(costs, clean_text(parts.conditions).strip(), payments)


def broken_rules(
    application: Application, *, outcome: str, amount: Decimal, reasons: str, parts: rules.Parts
) -> dict[str, list[str]]:
    """What stands against proposing or deciding so, by field; `amount` in euros, `parts` as `filled_parts` gives them."""
    terms = application.round.terms.get(kind=application.kind)
    sums = (outcome, amount, application.applied, terms.ceiling)
    snapshot = rules.Snapshot(
        *sums,
        reasons,
        application.is_late,
        is_gate_failed(application),
        heads=heads_of(application),
        costs=parts.costs,
        payments=parts.payments,
        before=_before(application),
    )
    return rules.broken(snapshot)


def _before(application: Application) -> rules.Before | None:
    correction = correction_of(application)
    if correction is None:
        return None
    held = correction.decision
    return rules.Before(held.outcome, held.amount, correction.ground == SUBSTANTIVE, bool(correction.consent.strip()))


def correction_of(application: Application) -> Correction | None:
    """The correction of its decision that is under way."""
    return Correction.objects.open().filter(decision__application=application).select_related("decision", "opened_by").first()


def has_lapsed(application: Application) -> bool:
    """Whether the newest decision that was made known is a grant that has ended; no newer one is made of it."""
    newest = application.decisions.known().first()
    return newest is not None and newest.is_lapsed


def bound_to(application: OuterRef) -> Subquery:
    """Euros that the ledger holds bound for the case in the outer query: of the decision in force and a prepared one the larger."""
    return Subquery(Decision.objects.binding().filter(application=application).order_by("-amount").values("amount")[:1])


def still_to_bind() -> Func:
    """Euros of rows with `proposed` that a decision would bind beyond what their case has bound already."""
    zero = Value(Decimal("0.00"), output_field=DecimalField())
    return in_cents(Greatest(Coalesce(F("proposed"), zero) - Coalesce(bound_to(OuterRef("pk")), zero), zero))


def is_barred_adviser(person: User, application: Application) -> bool:
    """Whether she has advised on it in a programme in which somebody else then proposes."""
    if application.round.programme.adviser_may_propose:
        return False
    return Application.objects.filter(has_advised(person), pk=application.pk).exists()


def fund_of(application: Application) -> Fund:
    return Fund.objects.get(programme=application.round.programme_id, kind=application.kind)


def decisions_to_publish(round_: Round, person: User) -> QuerySet[Decision]:
    """Prepared decisions of the round in the cases that this person handles, but those of who has a conflict of interest."""
    return (
        Decision.objects.prepared()
        .with_conflict()
        .filter(is_void=False)
        .filter(application__round=round_, application__in=Application.objects.handled_by(person))
        .select_related("application__group", "application__round__programme", "decided_by")
        .order_by("application__reference")
    )


def lacks_decider() -> Q:
    """Rows of applications in which a decision maker has a conflict of interest, and there is no other."""
    roles = StaffRole.objects.filter(person=OuterRef("pk"), role="decider")
    deciders = User.objects.filter(Exists(roles), closed_at__isnull=True)
    case, group = OuterRef(OuterRef("pk")), OuterRef(OuterRef("group"))
    aside = conflict(person=OuterRef("pk"), application=case, group=group)
    return Q(Exists(deciders.filter(aside))) & ~Q(Exists(deciders.exclude(aside)))


def decisions_without_letter() -> list[Decision]:
    return list(Decision.objects.without_letter().select_related("version", "application__round__programme", "decided_by"))


def decisions_without_translation() -> list[Decision]:
    rows = Decision.objects.without_translation()
    return list(rows.select_related("version", "application__round__programme", "decided_by"))


def published_decision(application: Application) -> Decision | None:
    """The newest decision that the applicant may read."""
    return application.decisions.known().select_related("document", "decided_by").first()


def readable_decision(person: User, reference: str) -> Decision | None:
    """The newest published decision of a case, if this person may read it."""
    decisions = Decision.objects.visible_to(person).known().filter(application__reference=reference)
    decisions = decisions.select_related(
        "document", "translation", "version", "decided_by", "application__group", "application__round__programme"
    )
    return decisions.prefetch_related("notices", "claims", "appeals", "application__group__memberships").first()


def readable_version(person: User, reference: str, number: int) -> Decision | None:
    """One version of the decision of a case that was made known, also of those that were replaced later, if this person may read it."""
    decisions = Decision.objects.visible_to(person).known().filter(application__reference=reference, number=number)
    return decisions.select_related(
        "document", "version", "decided_by", "application__group", "application__round__programme"
    ).first()


def versions_of(application: Application) -> list[Decision]:
    """Every version of its decision that was made known, the newest first, and by which number each was replaced."""
    versions = list(application.decisions.known().select_related("document", "decided_by"))
    for newer, older in pairwise(versions):
        older.replaced_by = newer.number
    return versions


def proposed_by_fund_and_round() -> dict[tuple[str, int], Decimal]:
    """Euros in the newest proposals of the cases that wait for a decision, by (kind, round primary key).

    Of a case whose decision is corrected only what goes beyond the money that it has.
    """
    newest = Proposal.objects.filter(application=OuterRef("pk")).order_by("-proposed_at", "-pk")
    waiting = Application.objects.filter(status=workflow.PROPOSED).annotate(proposed=Subquery(newest.values("amount")[:1]))
    rows = waiting.annotate(more=still_to_bind()).order_by().values("kind", "round").annotate(total=Sum("more"))
    return {(row["kind"], row["round"]): row["total"] for row in rows}
