"""The form that asks to be told: with an account by its name, without one by a mail address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.seams import person_check
from catalog.seams.person_check import CheckedForm
from catalog.search.models import SavedSearch

LEAST_SECONDS = 2.0  # in which a person can have filled the form in


class SaveForm(forms.Form):
    """What somebody with an account says."""

    name = forms.CharField(label=_("Name"), max_length=200)
    frequency = forms.ChoiceField(
        label=_("Tell me"),
        choices=SavedSearch.Frequency.choices,
        widget=forms.RadioSelect,
        initial=SavedSearch.Frequency.DAILY,
    )


class AskForm(CheckedForm):
    """What somebody without an account says; a program that fills in forms is turned away."""

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    frequency = forms.ChoiceField(
        label=_("Tell me"),
        choices=SavedSearch.Frequency.choices,
        widget=forms.RadioSelect,
        initial=SavedSearch.Frequency.DAILY,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.check = person_check.check(request, purpose="search-alert", least=LEAST_SECONDS)


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """Show what a service refused beside the field it is about."""
    if hasattr(error, "error_dict"):
        for field, messages in error.message_dict.items():
            form.add_error(field if field in form.fields else None, messages)
    else:
        form.add_error(None, error.messages)
