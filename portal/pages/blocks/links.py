"""Where a link leads, and the words on it in ten languages."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from portal.addresses import OUTSIDE as MACHINES
from portal.addresses import first_segment, language_in

OUTSIDE = re.compile(r"^(https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9 ()-]+)", re.IGNORECASE)


def local_path(address: str) -> str:
    """Return an address of the portal without its language, so that every reader gets their own.

    Anything else is returned as it is: ``/th/goods/`` becomes ``/goods/``.
    """
    rest = address.removeprefix(settings.SITE_ADDRESS)
    # Another host's name may begin like ours: ours ends there.
    ours = rest != address and rest[:1] in {"", "/", "?", "#"}
    path = _from_root(rest) if ours else address
    language = language_in(re.split(r"[?#]", path, maxsplit=1)[0])
    return _from_root(path.removeprefix(f"/{language}")) if language else path


def _from_root(rest: str) -> str:
    return rest if rest.startswith("/") else f"/{rest}"


def for_reader(address: str, language: str) -> str:
    """Return where an address leads a reader of that language: files and other hosts are the same for all."""
    local = local_path(address)
    if not local.startswith("/") or local.startswith("//"):
        return address
    return local if first_segment(local) in MACHINES else f"/{language}{local}"


class AddressBlock(blocks.CharBlock):
    """An address inside the portal (``/goods/``) or outside it (``https://…``, ``mailto:``, ``tel:``)."""

    def clean(self, value: Any) -> Any:
        written = str(super().clean(value) or "").strip()
        if not written:
            return ""
        address = local_path(written)
        if not (OUTSIDE.match(address) or (address.startswith("/") and not address.startswith("//"))):
            raise ValidationError(
                _("Write an address of this portal, as /goods/, or a whole one, as https://example.org/.")
            )
        return address

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Say to wagtail-localize that an address is not a text."""
        return []


class TargetBlock(blocks.StructBlock):
    """A page of this tree, or an address: one of the two."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    address = AddressBlock(required=False, default="", max_length=500, label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        page, address = bool(cleaned.get("page")), bool(cleaned.get("address"))
        if (page and address) or not (page or address or self.is_deferred_validation):
            raise StructBlockValidationError(
                block_errors={
                    "address": ValidationError(_("Choose a page or write an address: one of the two."))
                }
            )
        return cleaned


def line_name(language: str) -> str:
    """Return what a language's line is called in the stored words: names of blocks hold no hyphen."""
    return language.replace("-", "_")


class WordsBlock(blocks.StructBlock):
    """The same few words in every language; those left empty fall back as everywhere."""

    def __init__(self, local_blocks: Any = None, *, longest: int = 60, **options: Any) -> None:
        lines = [
            (line_name(code), blocks.CharBlock(required=False, default="", max_length=longest, label=name))
            for code, name in settings.LANGUAGES
        ]
        super().__init__([*lines, *(local_blocks or [])], **options)

    class Meta:
        icon = "globe"
        collapsed = True
        required = True

    @property
    def required(self) -> bool:
        """Tell whether one language at least must be written; Wagtail's own answer is always no."""
        return bool(self.meta.required)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.required and not self.is_deferred_validation and not any(cleaned.values()):
            raise StructBlockValidationError(non_block_errors=[_("Write it in at least one language.")])
        return cleaned


class LinkBlock(blocks.StructBlock):
    """A link with its words; one that leads to a page may take that page's title."""

    words = WordsBlock(required=False, label=_("Words"))
    target = TargetBlock(label=_("Where it leads"))

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["target"].get("page") and not any(cleaned["words"].values()):
            raise StructBlockValidationError(
                block_errors={
                    "words": StructBlockValidationError(
                        non_block_errors=[_("A link to an address needs words in at least one language.")]
                    )
                }
            )
        return cleaned


class ColumnBlock(blocks.StructBlock):
    """A column of links in the footer."""

    heading = WordsBlock(label=_("Heading"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, max_num=12, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")
