"""A storefront before it is published, and the addresses it had."""

from django.conf import settings
from django.db import models

from catalog.merchants.models.storefronts import Storefront


class StorefrontDraft(models.Model):
    """What a storefront is to say next, as its members write it.

    ``revision`` grows with every save: who saves says which one they started from, so that of two
    who write at once the second is told.
    """

    storefront = models.OneToOneField(Storefront, on_delete=models.CASCADE, related_name="draft")
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.storefront_id} r{self.revision}"


class FormerAddress(models.Model):
    """A slug at which a storefront was once found; it leads to where it is now."""

    slug = models.SlugField(max_length=80, unique=True)
    storefront = models.ForeignKey(Storefront, on_delete=models.CASCADE, related_name="former_addresses")

    def __str__(self) -> str:
        return self.slug
