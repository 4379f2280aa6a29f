"""On its own, since PostgreSQL alters no table whose rows the same transaction has changed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0014_version_decided_on")]

    operations = [
        migrations.AlterField(
            "decision",
            "version",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="applications.version"),
        ),
    ]
