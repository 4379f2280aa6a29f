"""A letter may bring a calendar file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_event_insert_only")]

    operations = [
        migrations.AddField(model_name="letter", name="calendar", field=models.TextField(blank=True)),
    ]
