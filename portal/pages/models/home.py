"""The first page."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import TranslatableField

from portal.pages.blocks import HomeBody
from portal.pages.models.base import SLUG, PortalPage


class HomePage(PortalPage):
    """The first page of a language. Without a heading of its own it greets in the interface's words."""

    heading = models.CharField(_("heading"), max_length=120, blank=True)
    body = StreamField(HomeBody(), blank=True, verbose_name=_("body"))

    content_panels = [*PortalPage.content_panels, FieldPanel("heading"), FieldPanel("body")]
    override_translatable_fields: ClassVar[list[Any]] = [SLUG, TranslatableField("heading")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    template = "pages/home.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Imported late: the selectors read this model.
        from portal.pages.selectors.home import home_values

        return {**super().get_context(request, *args, **kwargs), **home_values(page=self, request=request)}
