"""The forms of the organizer's desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.fair.selectors.exhibitors import CHOICES

LONGEST_SUBJECT, LONGEST_TEXT = 150, 5000


class TableForm(forms.Form):
    """A table of exhibitors."""

    file = forms.FileField(
        label=gettext_lazy("File (XLSX or CSV)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )


class LetterForm(forms.Form):
    """To whom, and what in which language: a subject and a text for each of the ten, most left empty."""

    choice = forms.ChoiceField(
        label=gettext_lazy("To"), choices=[(name, one[0]) for name, one in CHOICES.items()]
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject (%(language)s)") % {"language": name},
                required=False,
                max_length=LONGEST_SUBJECT,
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": name},
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        whole = 0
        for code, _name in settings.LANGUAGES:
            subject, text = cleaned.get(f"subject_{code}", ""), cleaned.get(f"text_{code}", "")
            if bool(subject) != bool(text):
                self.add_error(
                    f"text_{code}" if subject else f"subject_{code}", _("Fill in both, or leave both empty.")
                )
            whole += bool(subject and text)
        if not whole and not self.errors:
            self.add_error(None, _("Write a subject and a text in at least one language."))
        return cleaned

    def texts(self, kind: str) -> dict[str, str]:
        """Return what was written as ``subject`` or ``text``, by language."""
        said = {code: self.cleaned_data.get(f"{kind}_{code}", "") for code, _name in settings.LANGUAGES}
        return {code: value for code, value in said.items() if value}
