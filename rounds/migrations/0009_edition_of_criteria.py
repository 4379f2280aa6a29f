from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rounds', '0008_what_a_grant_depends_on'),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='criteria_edition',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
