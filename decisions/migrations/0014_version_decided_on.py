"""A decision knows the version it was made on: of those there are, the newest that had come when it was made."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def pin(apps, schema_editor):
    versions = apps.get_model("applications", "Version").objects.filter(application=OuterRef("application"))
    known = versions.filter(received_at__lte=OuterRef("decided_at")).order_by("-number").values("pk")[:1]
    oldest = versions.order_by("number").values("pk")[:1]
    apps.get_model("decisions", "Decision").objects.update(version_id=Coalesce(Subquery(known), Subquery(oldest)))


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0022_total_order"),
        ("decisions", "0013_what_an_approval_said_before"),
    ]

    operations = [
        migrations.AddField(
            "decision",
            "version",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="applications.version"),
        ),
        migrations.RunPython(pin, migrations.RunPython.noop),
    ]
