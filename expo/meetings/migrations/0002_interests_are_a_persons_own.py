import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Interests are a person's own and go with the account. No page has kept one before."""

    dependencies = [
        ("meetings", "0001_hours_and_appointments"),
        ("products", "0007_listings_by_file"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="BuyerInterest"),
        migrations.CreateModel(
            name="BuyerInterest",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="interest",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("countries", models.JSONField(default=list)),
                ("languages", models.JSONField(default=list)),
                (
                    "quantity",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True),
                ),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("categories", models.ManyToManyField(blank=True, related_name="+", to="products.category")),
            ],
        ),
    ]
