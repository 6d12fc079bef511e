"""Blocks that editors build pages from. What a block shows is read by selectors, once per page."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class GoodsBlock(blocks.StructBlock):
    """A row of product cards: the newest, or those of one category."""

    heading = blocks.CharBlock(required=False, max_length=80, label=_("Heading"))
    lead = blocks.CharBlock(required=False, max_length=160, label=_("Lead"))
    category = blocks.CharBlock(
        required=False,
        max_length=80,
        label=_("Category"),
        help_text=_("Slug of a category; empty means all goods."),
    )
    count = blocks.IntegerBlock(default=8, min_value=1, max_value=24, label=_("How many"))

    class Meta:
        icon = "pick"
        label = _("Goods")


class StorefrontsBlock(blocks.StructBlock):
    """A list of storefronts, the newest first."""

    heading = blocks.CharBlock(required=False, max_length=80, label=_("Heading"))
    count = blocks.IntegerBlock(default=4, min_value=1, max_value=12, label=_("How many"))

    class Meta:
        icon = "group"
        label = _("Storefronts")


class TextBlock(blocks.RichTextBlock):
    """Running text."""

    class Meta:
        icon = "doc-full"
        label = _("Text")


class HomeBody(blocks.StreamBlock):
    """What may stand on the home page."""

    goods = GoodsBlock()
    storefronts = StorefrontsBlock()
    text = TextBlock(features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])

    class Meta:
        max_num: ClassVar[int] = 12
