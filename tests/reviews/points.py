"""Points and reasons for every criterion of a round."""

from applications.models import Application
from reviews.actions import score
from reviews.models import Review
from tests.factories import acting, after_closing


def full(case: Application, points: int = 4, reason: str = "Sopii hyvin.") -> dict[str, dict]:
    codes = [criterion.code for criterion in case.round.criteria.all()]
    return {"points": dict.fromkeys(codes, points), "reasons": dict.fromkeys(codes, reason)}


def give(case: Application, person, *, send: bool = True, role: str = "reviewer", **options) -> Review:
    typed = {**full(case), **options}
    return score(case, by=acting(person, role), at=after_closing(case, days=2), send=send, **typed)
