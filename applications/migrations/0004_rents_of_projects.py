"""A project's rents have a code of their own, as in EURA; venue rents stay with events. What was sent stays as it was."""

from django.db import migrations


def rename(apps, schema_editor):
    lines = apps.get_model("applications", "CostLine").objects.filter(application__kind="development", head="venue_rent")
    lines.update(head="rents")


def name_back(apps, schema_editor):
    lines = apps.get_model("applications", "CostLine").objects.filter(application__kind="development", head="rents")
    lines.update(head="venue_rent")


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0003_copied_from'),
    ]

    operations = [migrations.RunPython(rename, name_back)]
