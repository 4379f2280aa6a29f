import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('decisions', '0010_why_a_decision_lapsed'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='translation',
            field=models.OneToOneField(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document'
            ),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(
                condition=models.Q(('translation__isnull', True), ('document__isnull', False), _connector='OR'),
                name='decision_translation_is_of_a_letter',
                violation_error_message='A translation stands beside the letter in Finnish.',
            ),
        ),
    ]
