"""Three events on one agenda, for the tests of the meeting's papers and pages."""

from decimal import Decimal

from accounts.models import User
from applications.models import Application
from applications.sections import Cost
from reviews.actions import declare
from rounds.models import Round
from tests.factories import acting, after_closing, make_case_in_review, make_proposal, make_review

# Title, sum applied for, points on every criterion, outcome and sum proposed.
CASES = (
    ("Ensimmäinen paja", "1 000", 2, "granted", "1000.00"),
    ("Toinen paja", "2 000", 5, "granted_in_part", "1500.00"),
    ("Kolmas paja", "3 000", 4, "granted", "3000.00"),
)


def make_agenda(owner, group, round_, people: dict[str, User], *, number: int = 3) -> list[Application]:
    """Reviewed by the reviewer, proposed by the coordinator; the decider has declared no conflict of interest."""
    # So that one review is enough for everybody to see the points.
    Round.objects.filter(pk=round_.pk).update(reviews_wanted=1)
    made = []
    for title, cost, points, outcome, amount in CASES[:number]:
        costs = [Cost("other", "Kaikki", cost)]
        answers = {"title": title, "summary": f"{title} avaa ovensa.", "smallest_sum": "900"}
        case = make_case_in_review(owner, group, round_, people["coordinator"], costs=costs, **answers)
        for role in ("reviewer", "decider"):
            declare(case, by=acting(people[role], role), at=after_closing(case))
        make_review(case, people["reviewer"], points=points, reason=f"Arvio: {title}.")
        reasons = f"Perustelu: {title}."
        make_proposal(case, people["coordinator"], outcome=outcome, amount=Decimal(amount), reasons=reasons)
        case.refresh_from_db()
        made.append(case)
    return made
