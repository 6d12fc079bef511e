"""Tours as their operators offer them: the published projection of a document, and its versions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from catalog.merchants.models.versions import DocumentVersion
from catalog.products.models import ReviewedDraft
from catalog.tourism.models.places import Place
from catalog.tourism.models.routes import Route


class Tour(models.Model):
    """One tour of one operator, as its published document says.

    Prices are integer minor units of ``currency`` for one traveller; low and high are the cheapest and
    the dearest that takes a seat, of every season. ``meeting_time`` is by the clock of ``time_zone``,
    that of the meeting point. A departure takes no bookings from ``cutoff_hours`` before it meets;
    ``decision_days`` before it its minimum decides; ``names_days`` before it the travellers' names are due.
    """

    class Status(models.TextChoices):
        PUBLISHED = "published", _("Published")
        PAUSED = "paused", _("Paused")
        SUSPENDED = "suspended", _("Suspended")
        ARCHIVED = "archived", _("Archived")

    slug = models.SlugField(max_length=100, unique=True)
    organization = models.ForeignKey("merchants.Organization", on_delete=models.CASCADE, related_name="tours")
    status = models.CharField(max_length=20, choices=Status, default=Status.PUBLISHED)
    source_language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    included = models.TextField(_("included"), blank=True)
    excluded = models.TextField(_("not included"), blank=True)
    meeting = models.TextField(_("meeting point"), blank=True)
    mode = models.CharField(_("by"), max_length=8, choices=Route.Mode)
    days = models.PositiveSmallIntegerField(_("days"))
    begins = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("from"))
    ends = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("to"))
    guide_languages = models.JSONField(default=list, blank=True)
    group_min = models.PositiveSmallIntegerField(_("smallest group"), default=1)
    group_max = models.PositiveSmallIntegerField(_("largest group"))
    currency = models.CharField(max_length=3)
    price_low = models.BigIntegerField()
    price_high = models.BigIntegerField()
    time_zone = models.CharField(_("time zone"), max_length=64)
    meeting_time = models.TimeField(_("meeting time"))
    emergency_phone = models.CharField(_("emergency phone"), max_length=40)
    cutoff_hours = models.PositiveSmallIntegerField(default=24)
    decision_days = models.PositiveSmallIntegerField(default=7)
    names_days = models.PositiveSmallIntegerField(default=7)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("tour")
        verbose_name_plural = _("tours")
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], condition=Q(status="published"), name="tourism_tours_newest"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, group_min__gte=1, group_max__gte=F("group_min")),
                name="tourism_tour_days_and_group",
            ),
            models.CheckConstraint(
                condition=Q(price_low__gte=0, price_high__gte=F("price_low")), name="tourism_tour_price_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class TourStop(models.Model):
    """A place on a tour, crossings included: on which day (1 is the first), and in which order."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="stops")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="tour_stops")
    day = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["tour", "position"], name="tourism_tour_stop_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tour_id}:{self.position}"


class TourVersion(DocumentVersion):
    """One version of a tour's document, kept whole."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="versions")

    class Meta(DocumentVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tour", "number"], name="tourism_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tour_id} v{self.number}"


class FormerTourSlug(models.Model):
    """An address a tour once had; it redirects."""

    slug = models.SlugField(max_length=100, unique=True)
    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


class TourDraft(ReviewedDraft):
    """What a tour is to say next; ``tour`` is empty until the first publication."""

    organization = models.ForeignKey(
        "merchants.Organization", on_delete=models.CASCADE, related_name="tour_drafts"
    )
    tour = models.OneToOneField(Tour, on_delete=models.CASCADE, null=True, blank=True, related_name="draft")

    class Meta(ReviewedDraft.Meta):
        verbose_name = _("tour")
        verbose_name_plural = _("tours")
        permissions = [("review_tour", "Can decide about tours")]
        indexes = [
            models.Index(fields=["organization", "-updated_at"], name="tourism_drafts_of"),
            models.Index(fields=["submitted_at"], condition=Q(state="review"), name="tourism_drafts_waiting"),
        ]
