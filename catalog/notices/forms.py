"""The form of the preferences page."""

from collections.abc import Mapping

from django import forms

from catalog.notices import registry
from catalog.notices.models import MailMode


class ChoicesForm(forms.Form):
    """One choice for every kind of notice that leaves one."""

    def __init__(self, data: Mapping[str, str] | None = None, *, modes: Mapping[str, MailMode]) -> None:
        super().__init__(data)
        for kind in registry.kinds():
            if kind.name in modes:
                self.fields[kind.name] = forms.ChoiceField(
                    label=str(kind.label), choices=MailMode.choices, initial=modes[kind.name]
                )

    def modes(self) -> dict[str, MailMode]:
        """Return what was chosen, by kind."""
        return {name: MailMode(value) for name, value in self.cleaned_data.items()}
