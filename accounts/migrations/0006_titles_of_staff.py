from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('accounts', '0005_saved_views'),
    ]

    operations = [
        migrations.AddField(
            model_name='staffrole',
            name='title',
            field=models.CharField(blank=True, max_length=100),
        ),
    ]
