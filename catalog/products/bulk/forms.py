"""The forms of files: which file, and what its columns mean."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.products.bulk.columns import is_key
from catalog.products.bulk.separated import ENCODINGS


class FileForm(forms.Form):
    """A table, and the pictures it names."""

    file = forms.FileField(
        label=_("File (XLSX or CSV)"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"})
    )
    pictures = forms.FileField(
        label=_("Pictures (ZIP)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=_("Name each picture in the table by the name of its file."),
    )

    def __init__(self, *args: Any, kept: bool = False, **kwargs: Any) -> None:
        """``kept``: the table came before, with pictures that were refused."""
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not kept


class ColumnsForm(forms.Form):
    """What each column means: a key of ``columns``, or nothing for one that is left out."""

    def __init__(
        self,
        data: Any = None,
        *,
        header: Sequence[str],
        meant: Sequence[str],
        categories: Sequence[tuple[str, str]],
        category: str = "",
        encoding: str = "",
    ) -> None:
        super().__init__(data)
        self.header = list(header)
        for at, words in enumerate(self.header):
            self.fields[f"column_{at}"] = forms.CharField(
                label=words or "–",
                required=False,
                max_length=80,
                initial=meant[at] if at < len(meant) else "",
                widget=forms.TextInput(
                    attrs={"list": "columns", "autocomplete": "off", "spellcheck": "false"}
                ),
            )
        self.fields["category"] = forms.ChoiceField(
            label=_("Category of rows that name none"),
            required=False,
            choices=[("", "–"), *categories],
            initial=category,
        )
        if encoding:
            known = {encoding: ENCODINGS.get(encoding, encoding.upper())}
            self.fields["encoding"] = forms.ChoiceField(
                label=_("Encoding of the text"),
                choices=list((known | ENCODINGS).items()),
                initial=encoding,
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for name in self._names():
            key = cleaned.get(name, "").strip().lower()
            cleaned[name] = key
            if key and not is_key(key):
                self.add_error(name, _("There is no such column. Choose one from the list."))
            elif key in seen:
                self.add_error(name, _("Another column means this already."))
            elif key:
                seen.add(key)
        if not seen & {"number", "listing"}:
            self.add_error(None, _("One column has to hold your article numbers (number)."))
        return cleaned

    def _names(self) -> list[str]:
        return [f"column_{at}" for at in range(len(self.header))]

    def columns(self) -> list[str]:
        """Return the key of each column."""
        return [self.cleaned_data[name] for name in self._names()]

    def column_fields(self) -> list[forms.BoundField]:
        """Return the boxes of the columns, in their order."""
        return [self[name] for name in self._names()]

    def other_fields(self) -> list[forms.BoundField]:
        """Return the boxes for the whole file."""
        return [self[name] for name in ("category", "encoding") if name in self.fields]
