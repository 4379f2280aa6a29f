from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("applications", "0016_grounds_in_codes")]

    operations = [
        migrations.RemoveConstraint(model_name="interestdeclaration", name="disqualified_on_a_ground"),
        migrations.AddConstraint(
            model_name="interestdeclaration",
            constraint=models.CheckConstraint(
                name="disqualified_on_a_ground",
                condition=Q(is_disqualified=False, ground="")
                | Q(is_disqualified=True, ground__in=["party", "representative", "benefit", "employment", "board", "other"]),
                violation_error_message="Say on what ground you step aside.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interestdeclaration",
            constraint=models.CheckConstraint(
                name="interest_explained_when_disqualified",
                condition=Q(is_disqualified=True) | Q(explanation=""),
                violation_error_message="Only who steps aside explains why.",
            ),
        ),
    ]
