"""A request for completion also ends with the application, when its group withdraws that."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0019_waits_until_it_ends'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='completionrequest',
            name='completion_ends_in_one_way',
        ),
        migrations.AddConstraint(
            model_name='completionrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', True), ('end', ''), ('ended_at__isnull', True)), models.Q(('answer__isnull', True), ('end__in', ['lapsed', 'withdrawn']), ('ended_at__isnull', False)), models.Q(('answer__isnull', False), ('end', 'answered'), ('ended_at__isnull', False)), _connector='OR'), name='completion_ends_in_one_way', violation_error_message='A request ends with an answer, when its day has passed, or when the application is withdrawn.'),
        ),
    ]
