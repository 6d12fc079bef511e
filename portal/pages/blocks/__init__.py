"""Blocks that editors build pages from. What a block shows is read by selectors, once per page.

Words that may be left out default to the empty text: wagtail-localize stumbles over None in pages that were
stored before a block got another field.
"""

from typing import ClassVar

from wagtail import blocks

from portal.pages.blocks.catalogue import (
    ArticlesBlock,
    DeparturesBlock,
    GoodsBlock,
    ProgrammeBlock,
    StorefrontsBlock,
)
from portal.pages.blocks.charts import ChartBlock
from portal.pages.blocks.links import ColumnBlock, LinkBlock
from portal.pages.blocks.pictures import DocumentsBlock, GalleryBlock, PictureBlock, VideoBlock
from portal.pages.blocks.texts import (
    FEATURES,
    CallBlock,
    FiguresBlock,
    LeadBlock,
    QuoteBlock,
    SourceBlock,
    SourcesBlock,
    TextBlock,
)

__all__ = [
    "ArticlesBlock",
    "Body",
    "ColumnBlock",
    "HomeBody",
    "LinkBlock",
    "SourceBlock",
    "SourcesBlock",
    "TextBlock",
]


class HomeBody(blocks.StreamBlock):
    """What may stand on the home page."""

    goods = GoodsBlock()
    programme = ProgrammeBlock()
    departures = DeparturesBlock()
    storefronts = StorefrontsBlock()
    articles = ArticlesBlock()
    call = CallBlock()
    text = TextBlock(features=FEATURES)

    class Meta:
        max_num: ClassVar[int] = 12


class Body(blocks.StreamBlock):
    """What may stand on every other page."""

    lead = LeadBlock()
    text = TextBlock(features=FEATURES)
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    figures = FiguresBlock()
    chart = ChartBlock()
    goods = GoodsBlock()
    programme = ProgrammeBlock()
    departures = DeparturesBlock()
    storefronts = StorefrontsBlock()
    articles = ArticlesBlock()
    call = CallBlock()
    documents = DocumentsBlock()
    video = VideoBlock()

    class Meta:
        max_num: ClassVar[int] = 60
