import secrets
from zoneinfo import ZoneInfo

from django.db import migrations
from django.db.models import Max

HELSINKI = ZoneInfo("Europe/Helsinki")


def number(apps, schema_editor):
    """Give each published decision the year of its section and a code, and let each decision maker's series go on from there."""
    decisions = apps.get_model("decisions", "Decision")
    for decision in decisions.objects.filter(state="published"):
        decision.section_year = decision.published_at.astimezone(HELSINKI).year
        decision.verification_code = "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(12))
        newer = decisions.objects.filter(application=decision.application_id, state="published", number__gt=decision.number)
        decision.state = "replaced" if newer.exists() else "published"
        decision.save(update_fields=["section_year", "verification_code", "state"])
    sequences = apps.get_model("registry", "Sequence")
    numbered = decisions.objects.filter(section__isnull=False).order_by()
    for row in numbered.values("decided_by", "section_year").annotate(last=Max("section")):
        series = f"decisions-{row['decided_by']}-{row['section_year']}"
        sequences.objects.update_or_create(series=series, defaults={"last": row["last"]})


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0005_claims_and_corrections"),
        ("registry", "0003_letter_calendar"),
    ]

    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
