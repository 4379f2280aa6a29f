from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0015_every_decision_has_a_version'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reserveoffer',
            name='reserve_offer_ends_in_one_way',
        ),
        migrations.AddConstraint(
            model_name='reserveoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('ended_at__isnull', True)), models.Q(('end__in', ['accepted', 'declined', 'lapsed', 'overtaken']), ('ended_at__isnull', False)), _connector='OR'), name='reserve_offer_ends_in_one_way', violation_error_message='An offer is accepted, declined, not answered in time, or ended by a newer decision.'),
        ),
    ]
