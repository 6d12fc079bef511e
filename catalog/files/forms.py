"""How editors add a picture in Wagtail's admin: the same checks, sizes and texts as everywhere else.

The settings name ``PictureForm`` as ``WAGTAILIMAGES_IMAGE_FORM_BASE``, so that every way into the
admin (one upload, many, a chooser, a changed file) leads through it.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from catalog.files.imaging import Prepared, prepare
from catalog.files.models import Picture
from catalog.files.services.pictures import checked_texts, fit_files, remove_files
from catalog.reference.languages import codes, html_tag


class TextsInput(forms.Widget):
    """One line per language, each marked with its language so that font and spelling fit."""

    template_name = "files/texts_input.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        texts = value if isinstance(value, Mapping) else {}
        context["lines"] = [
            {"name": f"{name}-{code}", "label": label, "tag": html_tag(code), "text": texts.get(code, "")}
            for code, label in settings.LANGUAGES
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {code: text for code in codes() if (text := data.get(f"{name}-{code}", ""))}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{code}" in data for code in codes())


class TextsField(forms.Field):
    """Texts per language, ``{language: text}``, each at most ``longest`` characters."""

    widget = TextsInput

    def __init__(self, *, longest: int, **options: Any) -> None:
        super().__init__(**options)
        self.longest = longest

    def clean(self, value: Any) -> dict[str, str]:
        texts = checked_texts(super().clean(value) or {})
        for code, text in texts.items():
            if len(text) > self.longest:
                raise ValidationError(
                    _("%(language)s: at most %(most)s characters."),
                    params={"language": dict(settings.LANGUAGES)[code], "most": self.longest},
                )
        return texts

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != (data or {})


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
    prepared: Prepared | None = None

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload and "file" in self.changed_data:
            self.prepared = prepare(upload.read())
            upload.seek(0)
        return upload

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
        before = ""
        if self.prepared is None and not picture.manifest:
            # Wagtail kept the upload aside until its form was complete and has now assigned it itself.
            with picture.open_file() as upload:
                self.prepared = prepare(upload.read())
        if self.prepared is not None:
            before = picture.token
            fit_files(picture, self.prepared)
        super().save(commit=commit)
        if commit and before:
            remove_files(before)
        return picture
