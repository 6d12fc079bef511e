"""The programme: sessions of an edition, who has a seat or waits for one, and addresses of calendars."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from expo.fair.models.editions import Edition


class Session(models.Model):
    """One session of the programme. ``sequence`` grows with each change that calendars have to follow.

    ``speakers`` are objects of ``name`` and ``role``; ``languages`` and ``interpretation`` hold the site's
    language codes. A capacity of 0 means that nobody has to register. ``taken`` moves only by a conditional
    update, so that no seat is given twice. ``recording`` and ``slides`` are addresses shown afterwards.
    """

    SOURCE_LANGUAGE = "edition__source_language"

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening")
        FORUM = "forum", _("Forum")
        COUNTRY_DAY = "country-day", _("Country day")
        MATCHING = "matching", _("Matching meeting")
        LAUNCH = "launch", _("Product launch")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sessions")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(blank=True)
    room = models.CharField(_("room"), max_length=120, blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    speakers = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    interpretation = models.JSONField(default=list, blank=True)
    capacity = models.PositiveIntegerField(_("seats"), default=0)
    taken = models.PositiveIntegerField(default=0)
    live_link = models.URLField(max_length=300, blank=True)
    recording = models.URLField(max_length=300, blank=True)
    slides = models.URLField(max_length=300, blank=True)
    cancelled = models.BooleanField(_("cancelled"), default=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = MultilingualManager()

    class Meta:
        ordering = ["begins_at", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="fair_session_once"),
            models.CheckConstraint(
                condition=models.Q(begins_at__lt=models.F("ends_at")), name="fair_session_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class SessionSeat(models.Model):
    """A person's seat in a session, a place in the queue for one, or what is left of either."""

    class State(models.TextChoices):
        SEATED = "seated"
        WAITING = "waiting"
        GONE = "gone"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="fair_seat_once"),
        ]
        indexes = [models.Index(fields=["session", "state", "since"], name="fair_seat_queue")]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.person_id}"


class CalendarKey(models.Model):
    """The unguessable part of the address at which a person's calendar is read without signing in."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    token = models.CharField(max_length=43, unique=True)

    def __str__(self) -> str:
        return str(self.person_id)
