"""The register of geographical indications."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager


class GeographicalIndication(models.Model):
    """A kind of product protected by the name of its place. Never says who may use the name."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160, blank=True)
    story = models.TextField(_("story"), blank=True)
    source_language = models.CharField(max_length=10, default="zh-hans")
    country = models.ForeignKey("reference.Country", on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(
        "reference.City", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.JSONField(default=list, help_text=_("Steps of protection: kind, year, source."))
    hs6 = models.CharField(max_length=6, blank=True)
    source = models.ForeignKey("reference.Source", on_delete=models.PROTECT, related_name="+")

    objects = MultilingualManager()

    class Meta:
        verbose_name = _("geographical indication")
        verbose_name_plural = _("geographical indications")

    def __str__(self) -> str:
        return self.slug
