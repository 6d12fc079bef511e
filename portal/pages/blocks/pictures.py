"""Blocks that show pictures, and films that nobody fetches before they are asked for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

FILMS = ("mp4", "webm")


class DescribedPictureBlock(ImageChooserBlock):
    """A picture that says in words what it shows; one that does not is refused."""

    def clean(self, value: Any) -> Any:
        picture = super().clean(value)
        if picture is not None and not any(picture.alt.values()):
            raise ValidationError(
                _(
                    "This picture has no text alternative. Open it under Images, describe it in at least "
                    "one language, and choose it again."
                )
            )
        return picture


class PictureBlock(blocks.StructBlock):
    """One picture; its credit is shown with it."""

    picture = DescribedPictureBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, default="", max_length=250, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")


class GalleryBlock(blocks.StructBlock):
    """Several pictures of one thing."""

    heading = blocks.CharBlock(required=False, default="", max_length=100, label=_("Heading"))
    pictures = blocks.ListBlock(PictureBlock(), min_num=2, max_num=12, label=_("Pictures"))

    class Meta:
        icon = "image"
        label = _("Gallery")


class DocumentBlock(blocks.StructBlock):
    """One file to take home."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        required=False,
        default="",
        max_length=160,
        label=_("Title"),
        help_text=_("Empty means the title of the file."),
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("File")


class DocumentsBlock(blocks.StructBlock):
    """A list of files to take home."""

    heading = blocks.CharBlock(required=False, default="", max_length=100, label=_("Heading"))
    documents = blocks.ListBlock(DocumentBlock(), min_num=1, max_num=20, label=_("Files"))

    class Meta:
        icon = "download"
        label = _("Documents")


class VideoBlock(blocks.StructBlock):
    """A film: our own file, played on the page, or one at a provider's, whose address is shown.

    Nothing of it is fetched before the reader asks for it, from us or from anybody else.
    """

    title = blocks.CharBlock(max_length=160, label=_("Title"))
    address = blocks.URLBlock(
        required=False, default="", max_length=500, label=_("Address at the provider’s")
    )
    film = DocumentChooserBlock(required=False, label=_("Our own file"))
    poster = DescribedPictureBlock(required=False, label=_("Picture before it starts"))
    minutes = blocks.IntegerBlock(required=False, min_value=1, max_value=600, label=_("Length in minutes"))

    class Meta:
        icon = "media"
        label = _("Video")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        film, address = cleaned.get("film"), cleaned.get("address")
        if (film and address) or not (film or address or self.is_deferred_validation):
            error = ValidationError(
                _("Write the provider’s address or choose a file of ours: one of the two.")
            )
            raise StructBlockValidationError(block_errors={"address": error})
        if film and film.file_extension.lower() not in FILMS:
            raise StructBlockValidationError(
                block_errors={"film": ValidationError(_("Browsers play MP4 and WebM; this is another kind."))}
            )
        return cleaned
