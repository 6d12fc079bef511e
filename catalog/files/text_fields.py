"""A few words in every language: the form field and its lines."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.files.services.pictures import checked_texts
from catalog.reference.languages import codes, html_tag


class TextsInput(forms.Widget):
    """One line per language, each marked with its language so that font and spelling fit."""

    template_name = "files/texts_input.html"
    use_fieldset = True

    def __init__(self, *, rows: int = 1, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.rows = rows

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs) | {"rows": self.rows}
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
    """Texts per language, ``{language: text}``, each at most ``longest`` characters, over ``rows`` lines."""

    def __init__(self, *, longest: int, rows: int = 1, **options: Any) -> None:
        super().__init__(widget=TextsInput(rows=rows), **options)
        self.longest = longest

    def clean(self, value: Any) -> dict[str, str]:
        texts: dict[str, str] = super().clean(checked_texts(value or {}))
        for code, text in texts.items():
            if len(text) > self.longest:
                raise ValidationError(
                    _("%(language)s: at most %(most)s characters."),
                    params={"language": dict(settings.LANGUAGES)[code], "most": self.longest},
                )
        return texts

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != (data or {})
