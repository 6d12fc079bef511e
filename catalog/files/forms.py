"""How editors add a picture in Wagtail's admin: the same checks, sizes and texts as everywhere else.

The settings name ``PictureForm`` as ``WAGTAILIMAGES_IMAGE_FORM_BASE``, so that every way into the
admin (one upload, many, a chooser, a changed file) leads through it.
"""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from catalog.files.imaging import Prepared, prepare
from catalog.files.models import Picture
from catalog.files.services.pictures import fit_files, picture_changed, remove_files
from catalog.files.text_fields import TextsField


class PictureField(WagtailImageField):
    """The upload itself. Wagtail's own check breaks on half a picture instead of refusing it."""

    def to_python(self, data: Any) -> Any:
        upload: Any = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        upload.prepared = prepare(upload.read())
        upload.seek(0)
        return upload


class PictureForm(BaseImageForm):
    """An editor's picture. The text alternative is asked for wherever its lines are shown.

    Wagtail's first step of adding many pictures sends only files; those get their texts in its second.
    """

    alt = TextsField(
        label=_("Text alternative"),
        longest=250,
        required=False,
        help_text=_("What the picture shows, for those who do not see it. One language is enough to begin."),
    )
    credit = TextsField(label=_("Credit"), longest=250, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # Wagtail leaves it out of its second step, so it cannot be declared
            usual = self.fields["file"]
            self.fields["file"] = PictureField(
                label=usual.label, required=usual.required, widget=usual.widget
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "alt" in self.fields:
            shown = not self.fields["alt"].widget.value_omitted_from_data(
                self.data, self.files, self.add_prefix("alt")
            )
            if not shown:
                cleaned["alt"], cleaned["credit"] = self.instance.alt, self.instance.credit
            elif not cleaned.get("alt") and "alt" not in self.errors:
                self.add_error("alt", _("Describe the picture in at least one language."))
        return cleaned

    def save(self, commit: bool = True) -> Picture:
        """Save the picture with its own copy of the file; the files it had before go after it is saved."""
        picture: Picture = self.instance
        prepared = self._prepared()
        before = picture.token
        if prepared is not None:
            picture.file.close()
            fit_files(picture, prepared)
            picture.key = picture.upload_hash = ""  # it is no longer what its owner sent under that key
        if not commit:
            super().save(commit=False)
            return picture
        with transaction.atomic():
            super().save()
            picture_changed(picture.pk)
            if prepared is not None:
                transaction.on_commit(lambda: remove_files(before))
        return picture

    def _prepared(self) -> Prepared | None:
        """Return the picture made ready to be shown, or None where its file stays as it is."""
        if "file" in self.changed_data:
            made: Prepared = self.cleaned_data["file"].prepared
            return made
        if self.instance.manifest:
            return None
        # Wagtail kept the upload aside until its form was complete, and has now assigned it itself.
        with self.instance.open_file() as upload:
            return prepare(upload.read())
