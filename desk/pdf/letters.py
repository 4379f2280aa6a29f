"""Letters of prepared decisions as parts of a page, word for word what the papers will say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from decisions import pdf
from decisions.models import Decision
from decisions.models import Publication as SetTime
from decisions.queries import decisions_with_letters
from desk.queries import Publication


@dataclass(frozen=True)
class Letter:
    """The letter of a prepared decision as it will be, as a part of a page, and what to notice before it is published."""

    decision: Decision
    html: SafeString
    goes_by_post: bool

    @property
    def lacks_register_number(self) -> bool:
        return not self.decision.application.register_number

    @property
    def lacks_reasons(self) -> bool:
        return not self.decision.reasons.strip()

    @property
    def needs_a_look(self) -> bool:
        return self.lacks_register_number or self.lacks_reasons or self.goes_by_post


def letters_to_publish(shown: Publication, at: datetime) -> list[Letter]:
    """In the order in which they are published, as if that was at `at`."""
    pairs = zip(shown.decisions, pdf.drafts(shown.decisions, at), strict=True)
    return [Letter(decision, _as_part(html), decision.pk in shown.by_post) for decision, html in pairs]


def fingerprint(shown: Publication, at: datetime) -> str:
    return pdf.fingerprint(shown.decisions, at)


def is_off(waiting: SetTime | None, at: datetime) -> bool:
    """Whether the letters are not any more those that were looked through for the set time.

    What counts is what she who set the time would publish; a reader who handles other cases looks at another list.
    """
    if waiting is None:
        return False
    theirs = decisions_with_letters(waiting.round, waiting.scheduled_by)
    return waiting.fingerprint != pdf.fingerprint(theirs, max(at, waiting.due_at))


def _as_part(html: str) -> SafeString:
    """What stands in the body of a letter, with headings two steps lower and without landmarks of its own.

    The template escapes all that people typed, and what it renders is safe already; only names of its own tags change here.
    """
    body = html[html.index("<body") : html.index("</body>")].partition(">")[2]
    body = re.sub(r"<(/?)(?:main|header|footer)\b", r"<\1div", body)
    return SafeString(re.sub(r"<(/?)h([1-3])\b", lambda tag: f"<{tag[1]}h{int(tag[2]) + 2}", body))
