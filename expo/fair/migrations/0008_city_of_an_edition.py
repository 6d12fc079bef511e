import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fair', '0007_suspended_exhibits'),
        ('reference', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='city',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.city', verbose_name='city'),
        ),
    ]
