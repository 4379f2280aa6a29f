from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_consent_to_electronic_service'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='group',
            options={'ordering': ['name', 'pk']},
        ),
    ]
