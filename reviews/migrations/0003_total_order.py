from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0002_assignments_gate_and_discussions'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='review',
            options={'ordering': ['saved_at', 'pk']},
        ),
    ]
