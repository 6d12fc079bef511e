"""A listing before it is published, and what the operator does not let be listed."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.products.models.products import Product
from catalog.products.models.tree import Category


class ReviewedDraft(models.Model):
    """What a listing is to say next, as its members write it; it is gone once that is published.

    ``revision`` grows with every save: who saves says which one they started from, so that of two who
    write at once the second is told. ``reason`` and ``note`` are why a reviewer gave it back.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        RETURNED = "returned", _("To be changed")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.ForeignKey(
        "merchants.DecisionReason", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True, help_text="What the reviewer adds for its owner.")
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.key)


class ListingDraft(ReviewedDraft):
    """The draft of a product's listing; ``product`` is empty until the first publication."""

    organization = models.ForeignKey(
        "merchants.Organization", on_delete=models.CASCADE, related_name="listing_drafts"
    )
    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, null=True, blank=True, related_name="draft"
    )

    class Meta(ReviewedDraft.Meta):
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        permissions = [("review_listing", "Can decide about listings")]
        indexes = [
            models.Index(fields=["organization", "-updated_at"], name="products_drafts_of"),
            models.Index(
                fields=["submitted_at"], condition=models.Q(state="review"), name="products_drafts_waiting"
            ),
        ]


class GoodsRule(models.Model):
    """Goods the operator does not let be listed, or only of who has shown a licence.

    A listing is meant when it stands in the category or below it, when its HS code begins with ``hs``,
    or when its texts have one of the words or name the concept of the glossary in any language.
    ``evidence`` is the kind of evidence that has to be accepted for a licence-bound one.
    """

    class Kind(models.TextChoices):
        FORBIDDEN = "forbidden", _("Forbidden")
        LICENCE = "licence", _("Only with a licence")

    key = models.SlugField(_("key"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    names = models.JSONField(_("what it is about"), default=dict, help_text=_("Sellers read it."))
    words = models.TextField(_("words"), blank=True, help_text=_("One to a line, in any language."))
    concept = models.CharField(_("concept of the glossary"), max_length=80, blank=True)
    hs = models.CharField(_("HS code or its beginning"), max_length=6, blank=True)
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    evidence = models.CharField(_("evidence needed"), max_length=20, blank=True)
    in_force = models.BooleanField(_("in force"), default=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("rule about goods")
        verbose_name_plural = _("rules about goods")

    def __str__(self) -> str:
        return self.key
