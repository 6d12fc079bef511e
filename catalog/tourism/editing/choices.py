"""Fields that editors' forms of this room share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.products.editing import StepsField, StepsInput
from catalog.reference.models import Country
from catalog.tourism.words import DOCUMENTS, HERITAGE


class HeritageInput(StepsInput):
    """Kinds of heritage, one a row."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"kinds": HERITAGE.items()}


class HeritageField(StepsField):
    """Kinds of heritage as the service takes them."""

    widget = HeritageInput


class DocumentsField(forms.MultipleChoiceField):
    """Documents a border asks for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Documents"),
            choices=list(DOCUMENTS.items()),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **options,
        )


class CountryCodesField(forms.CharField):
    """Countries by their two-letter codes, with commas or spaces between."""

    def clean(self, value: Any) -> list[str]:
        typed: str = super().clean(value)
        codes = list(dict.fromkeys(typed.upper().replace(",", " ").split()))
        if Country.objects.filter(pk__in=codes).count() != len(codes):
            raise forms.ValidationError(_("Name countries by their two-letter codes."))
        return codes

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value
