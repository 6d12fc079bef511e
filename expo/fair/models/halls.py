"""Halls and the stands on their plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from expo.fair.models.editions import Edition


class Hall(models.Model):
    """A hall of an edition, or a group of halls. Lengths are whole decimetres on the plan."""

    SOURCE_LANGUAGE = "edition__source_language"

    class Kind(models.TextChoices):
        CHINA = "china", _("China commodities")
        NATIONAL = "national", _("National hall")
        BELT_AND_ROAD = "belt-and-road", _("Belt and Road")
        INVESTMENT = "investment", _("Investment and parks")
        SERVICES = "services", _("Services")
        TECHNOLOGY = "technology", _("Technology")
        BLUE_ECONOMY = "blue-economy", _("Blue economy")
        CITIES_OF_CHARM = "cities-of-charm", _("Cities of Charm")
        TOURISM = "tourism", _("Tourism")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="halls")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    slug = models.SlugField(max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country = models.ForeignKey(
        "reference.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    intro = models.TextField(_("introduction"), blank=True)
    width = models.PositiveIntegerField(_("width"), default=0, help_text=_("Decimetres."))
    depth = models.PositiveIntegerField(_("depth"), default=0, help_text=_("Decimetres."))
    order = models.PositiveSmallIntegerField(_("place in lists"), default=100)

    objects = MultilingualManager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="fair_hall_once")]

    def __str__(self) -> str:
        return self.slug


class Stand(models.Model):
    """A place on a hall's plan, in whole decimetres from its left front corner.

    ``state`` moves only by a conditional update, so that no stand is held or taken twice.
    """

    class Kind(models.TextChoices):
        STANDARD = "standard", _("Standard stand")
        CORNER = "corner", _("Corner stand")
        ISLAND = "island", _("Island stand")
        NATIONAL = "national", _("National introduction stand")

    class State(models.TextChoices):
        FREE = "free", _("Free")
        HELD = "held", _("Held")
        TAKEN = "taken", _("Taken")
        CLOSED = "closed", _("Not offered")

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="stands")
    code = models.CharField(_("number"), max_length=20)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.STANDARD)
    price_class = models.CharField(_("price class"), max_length=2, default="B")
    zone = models.CharField(_("zone"), max_length=40, blank=True, help_text=_("A category or a country."))
    x = models.PositiveIntegerField()
    y = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    depth = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.FREE)

    class Meta:
        ordering = ["code", "pk"]
        verbose_name = _("stand")
        verbose_name_plural = _("stands")
        constraints = [
            models.UniqueConstraint(fields=["hall", "code"], name="fair_stand_once"),
            models.CheckConstraint(
                condition=models.Q(width__gt=0) & models.Q(depth__gt=0), name="fair_stand_has_room"
            ),
        ]

    def __str__(self) -> str:
        return self.code
