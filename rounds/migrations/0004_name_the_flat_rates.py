"""Terms with a percentage were set by an officer: they use the flat rate, and that is certain."""

from django.db import migrations


def name_them(apps, schema_editor):
    terms = apps.get_model("rounds", "RoundTerms").objects.filter(flat_rate_percent__isnull=False)
    terms.update(cost_model="flat_rate", cost_model_confirmed=True)


class Migration(migrations.Migration):

    dependencies = [
        ('rounds', '0003_cost_model'),
    ]

    operations = [migrations.RunPython(name_them, migrations.RunPython.noop)]
