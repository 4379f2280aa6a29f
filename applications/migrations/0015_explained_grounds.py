from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0014_completions_and_handlers")]

    operations = [
        migrations.AddField(
            model_name="interestdeclaration",
            name="explanation",
            field=models.TextField(blank=True),
        ),
    ]
