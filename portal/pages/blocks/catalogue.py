"""Blocks that show what the catalogue and the fair hold; selectors read it, once per page."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from catalog.products.selectors.tree import category_tree
from catalog.reference.selectors import portal_country_choices


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def categories() -> list[tuple[str, str]]:
    """Return the categories an editor may choose, each with the way to it."""
    tree = category_tree(language=_language())
    return [(node.slug, " › ".join(str(step.name) for step in tree.line(node))) for node in tree.nodes]


def countries() -> list[tuple[str, str]]:
    """Return China and the members of ASEAN in the editor's language."""
    return [(one.code, one.name) for one in portal_country_choices(_language())]


class GoodsBlock(blocks.StructBlock):
    """A row of product cards: the newest, or those of one category or country."""

    heading = blocks.CharBlock(required=False, default="", max_length=80, label=_("Heading"))
    lead = blocks.CharBlock(required=False, default="", max_length=160, label=_("Lead"))
    category = blocks.ChoiceBlock(
        choices=categories, required=False, label=_("Category"), help_text=_("Empty means all goods.")
    )
    country = blocks.ChoiceBlock(choices=countries, required=False, label=_("Country"))
    count = blocks.IntegerBlock(default=8, min_value=1, max_value=24, label=_("How many"))

    class Meta:
        icon = "pick"
        label = _("Goods")


class StorefrontsBlock(blocks.StructBlock):
    """A list of storefronts, the newest first."""

    heading = blocks.CharBlock(required=False, default="", max_length=80, label=_("Heading"))
    count = blocks.IntegerBlock(default=4, min_value=1, max_value=12, label=_("How many"))

    class Meta:
        icon = "group"
        label = _("Storefronts")


class ArticlesBlock(blocks.StructBlock):
    """The newest articles, of one section or of all."""

    heading = blocks.CharBlock(required=False, default="", max_length=80, label=_("Heading"))
    section = blocks.PageChooserBlock(required=False, page_type="pages.SectionPage", label=_("Section"))
    count = blocks.IntegerBlock(default=4, min_value=1, max_value=12, label=_("How many"))

    class Meta:
        icon = "list-ul"
        label = _("Articles")


class ProgrammeBlock(blocks.StructBlock):
    """The sessions of the current fair that are on and the next ones; nothing while none is to come."""

    heading = blocks.CharBlock(required=False, default="", max_length=80, label=_("Heading"))
    count = blocks.IntegerBlock(default=4, min_value=1, max_value=12, label=_("How many"))

    class Meta:
        icon = "date"
        label = _("Programme")


class DeparturesBlock(blocks.StructBlock):
    """Tours that leave soon and have seats, the next departure of each."""

    heading = blocks.CharBlock(required=False, default="", max_length=80, label=_("Heading"))
    count = blocks.IntegerBlock(default=3, min_value=1, max_value=12, label=_("How many"))

    class Meta:
        icon = "globe"
        label = _("Departures")
