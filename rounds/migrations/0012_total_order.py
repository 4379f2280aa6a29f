from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('rounds', '0011_list_of_decisions_and_office_hours'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='round',
            options={'ordering': ['opens_at', 'pk']},
        ),
    ]
