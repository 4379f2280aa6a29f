"""Since when each sent application waits, from the last step that the record office has of it."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Greatest

STEPS = ("submit", "register", "take_up", "request_completion", "complete", "lapse_completion", "propose", "return_to_review", "decide")


def fill(apps, schema_editor):
    Application, Event, Round = (
        apps.get_model(*name) for name in (("applications", "Application"), ("registry", "Event"), ("rounds", "Round"))
    )
    waiting = Application.objects.filter(published_at__isnull=True).exclude(status__in=["draft", "discarded", "withdrawn"])
    closes = Subquery(Round.objects.filter(pk=OuterRef("round")).values("closes_at")[:1])
    waiting.filter(status="submitted").update(waiting_since=Greatest("submitted_at", closes))
    steps = Event.objects.filter(about=Concat(Value("application:"), OuterRef("reference")), act__in=STEPS)
    last = Subquery(steps.exclude(outcome="refused").order_by("-at").values("at")[:1])
    waiting.exclude(status="submitted").update(waiting_since=Coalesce(last, F("submitted_at")))


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0017_grounds_known"),
        ("registry", "0001_record_office"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
