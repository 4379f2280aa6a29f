from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rounds', '0007_say_what_points_mean'),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='criteria_edition',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
