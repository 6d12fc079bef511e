"""A storefront before it is published, and the addresses it had."""

from django.conf import settings
from django.db import models

from catalog.merchants.models.evidence import DecisionReason
from catalog.merchants.models.storefronts import Storefront


class StorefrontDraft(models.Model):
    """What a storefront is to say next, as its members write it.

    ``revision`` grows with every save: who saves says which one they started from, so that of two
    who write at once the second is told. ``submitted_at`` says since when it waits for a reviewer;
    ``reason`` and ``note`` are why one gave it back.
    """

    storefront = models.OneToOneField(Storefront, on_delete=models.CASCADE, related_name="draft")
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    reason = models.ForeignKey(
        DecisionReason, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True, help_text="What the reviewer adds for its owner.")

    class Meta:
        permissions = [("review_storefrontdraft", "Can decide about storefronts")]
        indexes = [
            models.Index(
                fields=["submitted_at"],
                condition=models.Q(submitted_at__isnull=False),
                name="merchants_storefronts_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.storefront_id} r{self.revision}"


class FormerAddress(models.Model):
    """A slug at which a storefront was once found; it leads to where it is now."""

    slug = models.SlugField(max_length=80, unique=True)
    storefront = models.ForeignKey(Storefront, on_delete=models.CASCADE, related_name="former_addresses")

    def __str__(self) -> str:
        return self.slug
