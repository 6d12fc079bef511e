"""What editors say of the whole site: its name, its ways in, whom it belongs to."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from catalog.files.text_fields import TextsField
from portal.pages.blocks import ColumnBlock, LinkBlock

# Where the two registers publish a filing; the police's page of one site takes its number as ?code=.
ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/"


class SettingsForm(WagtailAdminModelForm):
    """One line per language for what the site is called and where it sits."""

    name = TextsField(label=_("Name of the site"), longest=60, required=False)
    tagline = TextsField(label=_("Words under the name"), longest=90, required=False)
    seat = TextsField(label=_("Postal address"), longest=250, required=False)


MOST_LINKS = 8  # in the navigation, and in the line of legal pages


def links(most: int) -> Any:
    """Return a list of links with at most so many."""
    return blocks.StreamBlock([("link", LinkBlock())], max_num=most, required=False)


@register_setting(icon="cogs")
class SiteSettings(BaseGenericSetting):
    """Everything here may stay empty: the portal then shows its own name, ways in and footer.

    Words are kept as ``{language: text}``; a language left empty falls back as everywhere.
    """

    name = models.JSONField(_("name of the site"), default=dict, blank=True)
    tagline = models.JSONField(_("words under the name"), default=dict, blank=True)
    logo = models.ForeignKey(
        "files.Picture",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands on dark green, 48 pixels high. Without one the portal’s own mark stands there."),
    )
    email = models.EmailField(_("email"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    seat = models.JSONField(_("postal address"), default=dict, blank=True)
    icp_number = models.CharField(_("ICP filing number"), max_length=60, blank=True)
    icp_address = models.URLField(_("its address"), default=ICP_REGISTER, blank=True)
    police_number = models.CharField(_("police filing number"), max_length=60, blank=True)
    police_address = models.URLField(_("its address"), default=POLICE_REGISTER, blank=True, max_length=300)
    second_step = models.BooleanField(_("owners and finance need the second step"), default=False)
    navigation = StreamField(links(MOST_LINKS), blank=True, verbose_name=_("main navigation"))
    columns = StreamField(
        blocks.StreamBlock([("column", ColumnBlock())], max_num=4, required=False),
        blank=True,
        verbose_name=_("columns of the footer"),
    )
    legal = StreamField(links(MOST_LINKS), blank=True, verbose_name=_("legal pages"))

    base_form_class = SettingsForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], heading=_("Name and logo")
            ),
            ObjectList([FieldPanel("navigation")], heading=_("Navigation")),
            ObjectList(
                [
                    FieldPanel("columns"),
                    FieldPanel("legal"),
                    MultiFieldPanel(
                        [
                            FieldPanel("icp_number"),
                            FieldPanel("icp_address"),
                            FieldPanel("police_number"),
                            FieldPanel("police_address"),
                        ],
                        heading=_("Filings in China"),
                    ),
                ],
                heading=_("Footer"),
            ),
            ObjectList(
                [FieldPanel("email"), FieldPanel("telephone"), FieldPanel("seat")], heading=_("Contacts")
            ),
            ObjectList([FieldPanel("second_step")], heading=_("Safety")),
        ]
    )

    class Meta:
        verbose_name = _("site settings")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
