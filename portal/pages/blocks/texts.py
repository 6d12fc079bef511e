"""Blocks of words: running text, a lead, a quotation, figures, sources, a call to act."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.links import TargetBlock

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
"""What running text may hold. Everything else that is pasted (Word's styles, colours, fonts) is dropped."""


class TextBlock(blocks.RichTextBlock):
    """Running text."""

    class Meta:
        icon = "doc-full"
        label = _("Text")


class LeadBlock(blocks.TextBlock):
    """A few sentences in larger letters."""

    class Meta:
        icon = "title"
        label = _("Lead")


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who it was."""

    text = blocks.TextBlock(max_length=600, label=_("Text"))
    who = blocks.CharBlock(max_length=120, label=_("Who said it"))
    role = blocks.CharBlock(required=False, default="", max_length=160, label=_("Who that is"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class CheckedDateBlock(blocks.DateBlock):
    """The day on which somebody last looked; not a day to come."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


class SourceBlock(blocks.StructBlock):
    """Where a fact comes from, and when it was last looked up there."""

    title = blocks.CharBlock(max_length=250, label=_("Title"))
    address = blocks.URLBlock(max_length=500, label=_("Address"))
    checked_on = CheckedDateBlock(label=_("Checked on"))

    class Meta:
        icon = "link-external"
        label = _("Source")

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Say to wagtail-localize that a source is called what it calls itself, in every language."""
        return []


class SourcesBlock(blocks.StreamBlock):
    """All sources of a page."""

    source = SourceBlock()

    class Meta:
        max_num: ClassVar[int] = 30


class FigureBlock(blocks.StructBlock):
    """One number and what it says."""

    value = blocks.CharBlock(max_length=40, label=_("Number"))
    label = blocks.CharBlock(max_length=120, label=_("What it counts"))
    note = blocks.CharBlock(required=False, default="", max_length=160, label=_("Note"))

    class Meta:
        icon = "plus"
        label = _("Figure")


class FiguresBlock(blocks.StructBlock):
    """A few numbers of one matter, with their source."""

    figures = blocks.ListBlock(FigureBlock(), min_num=1, max_num=6, label=_("Figures"))
    source = SourceBlock()

    class Meta:
        icon = "order"
        label = _("Figures")


class CallBlock(blocks.StructBlock):
    """What the reader may do next, with one button."""

    heading = blocks.CharBlock(max_length=100, label=_("Heading"))
    text = blocks.TextBlock(required=False, default="", max_length=300, label=_("Text"))
    button = blocks.CharBlock(max_length=40, label=_("Words on the button"))
    target = TargetBlock(label=_("Where it leads"))

    class Meta:
        icon = "bullhorn"
        label = _("Call to act")
