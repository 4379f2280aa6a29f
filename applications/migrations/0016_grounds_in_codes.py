"""A ground that was written in words becomes the explanation of the ground “another reason”."""

from django.db import migrations
from django.db.models import F

CODES = ["party", "representative", "benefit", "employment", "board", "other"]


def to_codes(apps, schema_editor):
    declarations = apps.get_model("applications", "InterestDeclaration").objects
    declarations.filter(is_disqualified=True).exclude(ground__in=CODES).update(explanation=F("ground"), ground="other")


class Migration(migrations.Migration):
    dependencies = [("applications", "0015_explained_grounds")]

    operations = [migrations.RunPython(to_codes, migrations.RunPython.noop)]
