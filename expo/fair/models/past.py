"""Past years of the expo in Nanning, as their sources tell them; none of them was held on this portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PastEdition(models.Model):
    """One year of the expo. Rows are written by ``load_past_editions`` only.

    ``theme`` is a text by language. ``figures`` are objects of ``kind`` (a key of ``past_page.FIGURES``),
    ``value`` (a whole number, square metres for the area), ``about`` (it is rounded), ``source`` and
    ``confirmed``. Without ``confirmed`` nobody has compared what the row says with its source.
    """

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    year = models.PositiveSmallIntegerField(unique=True)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    country_of_honour = models.ForeignKey(
        "reference.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    theme = models.JSONField(default=dict, blank=True)
    figures = models.JSONField(default=list, blank=True)
    confirmed = models.BooleanField(default=True)
    source = models.ForeignKey("reference.Source", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("past edition")
        verbose_name_plural = _("past editions")

    def __str__(self) -> str:
        return str(self.number)
