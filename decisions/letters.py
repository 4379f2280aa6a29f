"""What we tell applicants about decisions."""

from __future__ import annotations

from accounts.models import User
from decisions.models import Decision
from registry.letters import Draft


def decision_published(decision: Decision, person: User) -> Draft:
    """There is a decision to read in the portal. The letter does not tell what was decided."""
    application = decision.application
    return Draft(
        name="decisions/decision_published",
        key=f"decisions/decision_published:{application.reference}:{decision.number}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "programme": application.round.programme},
    )
