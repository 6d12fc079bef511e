from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fair', '0006_past_editions'),
    ]

    operations = [
        migrations.AddField(
            model_name='exhibit',
            name='withheld',
            field=models.BooleanField(default=False),
        ),
    ]
