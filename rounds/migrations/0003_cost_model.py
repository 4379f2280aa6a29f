from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rounds', '0002_ledger_insert_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='roundterms',
            name='cost_model',
            field=models.CharField(default='real_costs', max_length=20),
        ),
        migrations.AddField(
            model_name='roundterms',
            name='cost_model_confirmed',
            field=models.BooleanField(default=False),
        ),
    ]
