from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0008_files_hearings_and_service_of_claims'),
        ('rounds', '0008_what_a_grant_depends_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='hindrance',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end', 'stopped'), ('hindrance__in', ['changed', 'late', 'decider', 'overtaken'])), models.Q(models.Q(('end', 'stopped'), _negated=True), ('hindrance', '')), _connector='OR'), name='publication_says_why_it_stopped', violation_error_message='A publication that was stopped, and no other, says why.'),
        ),
    ]
