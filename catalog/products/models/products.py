"""Products with their prices.

A product row and its language columns are the projection of the published version of its document;
services write both together.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from catalog.merchants.models.versions import DocumentVersion
from catalog.products.models.register import GeographicalIndication
from catalog.products.models.tree import Category


class Product(models.Model):
    """One product of one organization, as its published document says.

    Prices are integer minor units of ``price_currency`` per ``price_per`` of ``unit``; low and high
    are the cheapest and dearest tier, or the ends of a range, and empty when the price is on request.
    Quantities (``moq``, ``order_multiple``) count ``unit``.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        PUBLISHED = "published", _("Published")
        PAUSED = "paused", _("Paused")
        SUSPENDED = "suspended", _("Suspended")
        ARCHIVED = "archived", _("Archived")

    class PriceKind(models.TextChoices):
        TIERS = "tiers", _("By quantity")
        RANGE = "range", _("From – to")
        ON_REQUEST = "on-request", _("On request")

    slug = models.SlugField(max_length=100, unique=True)
    organization = models.ForeignKey(
        "merchants.Organization", on_delete=models.CASCADE, related_name="products"
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    source_language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    description = models.TextField(_("description"), blank=True)
    packing = models.CharField(_("packing"), max_length=200, blank=True)
    country = models.ForeignKey("reference.Country", on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(
        "reference.City", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hs6 = models.CharField(max_length=6, blank=True)
    gi = models.ForeignKey(
        GeographicalIndication, on_delete=models.SET_NULL, null=True, blank=True, related_name="products"
    )
    brand = models.ForeignKey(
        "merchants.Brand", on_delete=models.SET_NULL, null=True, blank=True, related_name="products"
    )
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    price_kind = models.CharField(max_length=12, choices=PriceKind, default=PriceKind.ON_REQUEST)
    price_currency = models.CharField(max_length=3, blank=True)
    price_low = models.BigIntegerField(null=True, blank=True)
    price_high = models.BigIntegerField(null=True, blank=True)
    price_per = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=20)
    moq = models.PositiveIntegerField(default=1)
    order_multiple = models.PositiveIntegerField(default=1)
    lead_days = models.PositiveSmallIntegerField(null=True, blank=True)
    attributes = models.JSONField(default=dict, help_text=_("Key to value, as the category declares."))
    facts = models.JSONField(default=dict, help_text=_("Trade terms, shelf life, storage, harvest, sample."))
    popularity = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=models.Q(status="published"),
                name="products_published_idx",
            ),
            models.Index(
                fields=["category", "-published_at", "-id"],
                condition=models.Q(status="published"),
                name="products_by_category_idx",
            ),
            models.Index(
                fields=["country", "-published_at", "-id"],
                condition=models.Q(status="published"),
                name="products_by_country_idx",
            ),
            models.Index(
                fields=["-popularity", "-published_at", "-id"],
                condition=models.Q(status="published"),
                name="products_by_popularity_idx",
            ),
            models.Index(
                fields=["moq", "-published_at", "-id"],
                condition=models.Q(status="published"),
                name="products_by_moq_idx",
            ),
            # Goods are counted from this index alone: rows with ten languages are long to read. The
            # state is in it because SQLite otherwise looks into the row to see what the condition says.
            models.Index(
                fields=["category", "country", "city", "gi", "price_low", "organization", "status"],
                condition=models.Q(status="published"),
                name="products_counted_idx",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(price_per__gte=1), name="products_price_per_positive"),
            models.CheckConstraint(condition=models.Q(moq__gte=1), name="products_moq_positive"),
            models.CheckConstraint(
                condition=models.Q(price_kind="on-request", price_low__isnull=True)
                | models.Q(price_low__gte=0, price_high__gte=models.F("price_low")),
                name="products_price_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Variant(models.Model):
    """A form in which a product is sold. ``options`` maps attribute key to value."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField(max_length=64, blank=True)
    gtin = models.CharField(max_length=14, blank=True)
    names = models.JSONField(default=dict, help_text=_("Language to text."))
    options = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.sku or f"{self.product_id}#{self.position}"


class PriceTier(models.Model):
    """The price from a quantity on, in minor units per the product's ``price_per``.

    A tier without a variant holds for all variants.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="tiers")
    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, null=True, blank=True, related_name="tiers"
    )
    currency = models.CharField(max_length=3)
    quantity_from = models.PositiveIntegerField()
    minor = models.BigIntegerField()

    class Meta:
        ordering = ["quantity_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "variant", "currency", "quantity_from"], name="products_tier_once"
            ),
            # A null variant differs from every other null, so that case needs its own constraint.
            models.UniqueConstraint(
                fields=["product", "currency", "quantity_from"],
                condition=models.Q(variant__isnull=True),
                name="products_common_tier_once",
            ),
            models.CheckConstraint(condition=models.Q(minor__gte=0), name="products_tier_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} from {self.quantity_from}: {self.minor} {self.currency}"


class Certificate(models.Model):
    """A document a product or its maker holds. It is valid through ``expires_on`` and not a day longer."""

    organization = models.ForeignKey(
        "merchants.Organization", on_delete=models.CASCADE, related_name="certificates"
    )
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, null=True, blank=True, related_name="certificates"
    )
    kind = models.SlugField(max_length=40)
    number = models.CharField(max_length=80)
    issuer = models.CharField(max_length=160, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey(
        "files.PrivateFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class ProductPicture(models.Model):
    """A picture of a product, in order; the first is also ``Product.picture``."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.product_id}#{self.position}"


class ProductVersion(DocumentVersion):
    """One version of a product's document, kept whole."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="versions")

    class Meta(DocumentVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="products_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} v{self.number}"


class FormerSlug(models.Model):
    """An address a product once had; it redirects."""

    slug = models.SlugField(max_length=100, unique=True)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug
