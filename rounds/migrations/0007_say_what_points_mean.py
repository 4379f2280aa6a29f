from django.db import migrations
from django.utils import timezone

# As the programme's file proposed them on the day of this migration.
LEVELS = [
    {"fi": "Puuttuu, tai on ristiriidassa ohjelman kanssa.", "en": "It is missing, or it contradicts the programme."},
    {"fi": "Asia on vain mainittu.", "en": "It is only mentioned."},
    {"fi": "Täyttyy osittain. Aukkoja on.", "en": "It is met in part. There are gaps."},
    {"fi": "Täyttyy. Suunnitelma on uskottava.", "en": "It is met. The plan is plausible."},
    {"fi": "Hyvä. Näyttöä on, ja aukkoja on vähän.", "en": "Good. There is evidence, and there are few gaps."},
    {
        "fi": "Erinomainen. Tulokset voi mitata, ja kaikki on valmiina.",
        "en": "Outstanding. The results can be measured, and all is ready.",
    },
]


def describe(apps, schema_editor):
    """Words for every round that has none; thresholds only for rounds to come, since an open round's rules stay as they were."""
    criteria = apps.get_model("rounds", "Criterion")
    criteria.objects.filter(levels=[]).update(levels=LEVELS)
    coming = apps.get_model("rounds", "Round").objects.filter(opens_at__gt=timezone.now())
    criteria.objects.filter(round__in=coming, minimum=None, code__in=["target-group", "effect"]).update(minimum=1)
    coming.filter(threshold_percent=None).update(threshold_percent=50)


class Migration(migrations.Migration):
    dependencies = [("rounds", "0006_levels_and_thresholds")]

    operations = [migrations.RunPython(describe, migrations.RunPython.noop)]
