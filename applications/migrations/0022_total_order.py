from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0021_register_number'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='feedback',
            options={'ordering': ['-given_at', '-pk']},
        ),
    ]
