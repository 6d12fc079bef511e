"""Pages that editors write: sections, articles, landing pages, the contact page."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from portal.pages.blocks import Body, SourcesBlock
from portal.pages.blocks.catalogue import categories, countries
from portal.pages.models.base import SLUG, PortalPage
from portal.pages.panels import LanguagesPanel, choose_from


class EditorialPage(PortalPage):
    """A page with a lead, a picture and a body of blocks."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    picture = models.ForeignKey(
        "files.Picture",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = StreamField(Body(), blank=True, verbose_name=_("body"))

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        LanguagesPanel(),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.picture is not None and not any(self.picture.alt.values()):
            raise ValidationError(
                {
                    "picture": _(
                        "This picture has no text alternative. Open it under Images, describe it in at least "
                        "one language, and choose it again."
                    )
                }
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Imported late: the selectors read these models.
        from portal.pages.selectors.editorial import page_values

        return {**super().get_context(request, *args, **kwargs), **page_values(page=self, request=request)}


class SectionPage(EditorialPage):
    """A list of articles, newest first, with sections below it."""

    subpage_types: ClassVar[list[str]] = ["pages.SectionPage", "pages.ArticlePage"]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.SectionPage"]
    template = "pages/section.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.pages.selectors.listing import section_values

        return {**super().get_context(request, *args, **kwargs), **section_values(page=self, request=request)}


class ArticlePage(EditorialPage):
    """A dated text that names its author and its sources."""

    date = models.DateField(_("date"), default=timezone.localdate)
    author = models.CharField(_("author line"), max_length=120)
    sources = StreamField(
        SourcesBlock(min_num=1),
        verbose_name=_("sources"),
        help_text=_("Where its facts come from: at least one, with the day on which you looked."),
    )
    category = models.SlugField(_("goods of this category"), max_length=80, blank=True)
    country = models.CharField(_("goods of this country"), max_length=2, blank=True)

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel("date"),
        FieldPanel("author"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("sources"),
        MultiFieldPanel(
            [
                FieldPanel("category", widget=choose_from(categories)),
                FieldPanel("country", widget=choose_from(countries)),
            ],
            heading=_("Goods shown beside it"),
        ),
        LanguagesPanel(),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [
        SLUG,
        SynchronizedField("sources"),
        SynchronizedField("category"),
        SynchronizedField("country"),
    ]
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["pages.SectionPage"]
    template = "pages/article.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["-date"], name="pages_article_newest")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.pages.selectors.editorial import article_values

        return {**super().get_context(request, *args, **kwargs), **article_values(page=self, request=request)}


class LandingPage(EditorialPage):
    """A page that leads into one matter: a wide head, then blocks."""

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.LandingPage"]
    template = "pages/landing.html"

    class Meta:
        verbose_name = _("landing page")
        verbose_name_plural = _("landing pages")


class ContactPage(EditorialPage):
    """How to reach those who run the portal, as the site settings say it."""

    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    template = "pages/contact.html"

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")
