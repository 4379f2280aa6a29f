"""Every consent until now was to reading and filling in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0012_shown_errors'),
    ]

    operations = [
        migrations.AddField(
            model_name='consent',
            name='scope',
            field=models.CharField(default='fill_in', max_length=10),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(
                condition=models.Q(('scope__in', ['read', 'fill_in'])),
                name='consent_scope_known',
                violation_error_message='Choose what the consent is to.',
            ),
        ),
    ]
