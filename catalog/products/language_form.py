"""What somebody fills in who translates a listing into one language: a box for each text, and its review."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalog.products.named_parts import PICTURE
from catalog.reference.languages import html_tag
from catalog.translation.places import MACHINE, MISSING, REVIEWED, TextPlace, Worded, state_of
from catalog.translation.selectors import Origins
from catalog.translation.translators import Proposal


class LanguageForm(forms.Form):
    """The texts of a listing in one language. ``text-…``, ``reviewed-…`` and ``seen-…`` name their place.

    ``label`` says what a text is called that is not called anything of its own, ``rows`` how high its box
    is, 0 for one line.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        places: Sequence[TextPlace],
        document: Worded,
        published: Origins,
        label: Callable[[str], Any],
        rows: Callable[[str], int],
        language: str,
    ) -> None:
        super().__init__(data)
        self.places = places
        self.language = language
        self.states = {place.name: state_of(document, place, language, published) for place in places}
        for place in places:
            high = rows(place.name)
            self.fields[f"text-{place.name}"] = forms.CharField(
                label=place.called or label(place.name),
                required=False,
                max_length=place.most_letters,
                initial=place.texts.get(language, ""),
                widget=forms.Textarea(attrs={"rows": high}) if high else forms.TextInput,
            )
            self.fields[f"text-{place.name}"].widget.attrs["lang"] = html_tag(language)
            self.fields[f"reviewed-{place.name}"] = forms.BooleanField(
                label=_("Compared with the original"),
                required=False,
                initial=self.states[place.name] == REVIEWED,
            )

    def texts(self) -> dict[str, str]:
        """Return what was typed, by place."""
        return {place.name: self.cleaned_data[f"text-{place.name}"] for place in self.places}

    def reviewed(self, *, all_of_them: bool) -> set[str]:
        """Return the places somebody says they have compared with the original."""
        names = [place.name for place in self.places]
        return {name for name in names if all_of_them or self.cleaned_data[f"reviewed-{name}"]}

    def seen(self) -> dict[str, str]:
        """Return what the page was made from, by place; what it does not say was never seen."""
        return {place.name: self.data.get(f"seen-{place.name}", "") for place in self.places}

    def asked_for(self, name: str) -> list[TextPlace]:
        """Return the places to propose for: the one named, or all whose box is empty."""
        if name:
            return [place for place in self.places if place.name == name]
        return [place for place in self.places if not self._typed(place.name)]

    def with_proposals(self, found: Mapping[str, Proposal]) -> QueryDict:
        """Return what was typed with proposals in the boxes that may take one, marked as not reviewed."""
        data = self._sent()
        for place in self.places:
            proposal = found.get(place.name)
            if proposal and proposal.text and self.takes_proposal(place):
                data[f"text-{place.name}"] = proposal.text
                data.pop(f"reviewed-{place.name}", None)
        return data

    def takes_proposal(self, place: TextPlace) -> bool:
        """Say whether a box is empty or holds a machine's words: a person's are never replaced."""
        typed = self._typed(place.name)
        untouched = typed == place.texts.get(self.language, "") and self.states[place.name] == MACHINE
        return not typed or untouched

    def _sent(self) -> QueryDict:
        data: QueryDict = cast(QueryDict, self.data).copy()
        return data

    def _typed(self, name: str) -> str:
        return str(self.data.get(f"text-{name}", "")).strip()

    def as_seen_now(self, places: Collection[TextPlace]) -> QueryDict:
        """Return what was typed, as if it had been typed with these texts in view."""
        data = self._sent()
        for place in places:
            data[f"seen-{place.name}"] = place.seen(self.language)
        return data

    def rows(
        self, proposals: Mapping[str, Proposal], states: Mapping[str, tuple[Any, str]]
    ) -> list[dict[str, Any]]:
        """Return what the page shows of each text: original, box, state, and what a translator said."""
        return [self._row(place, proposals.get(place.name), states) for place in self.places]

    def _row(
        self, place: TextPlace, proposal: Proposal | None, states: Mapping[str, tuple[Any, str]]
    ) -> dict[str, Any]:
        text, tone = states[self.states[place.name]]
        box = self[f"text-{place.name}"]
        filled = bool(proposal and proposal.text and proposal.text == self._typed(place.name))
        return {
            "name": place.name,
            "source": place.source,
            "picture": place.name.removeprefix(PICTURE) if place.name.startswith(PICTURE) else "",
            "field": box,
            "reviewed": self[f"reviewed-{place.name}"],
            "seen": self.data.get(f"seen-{place.name}", "") if self.is_bound else place.seen(self.language),
            "state": {"text": text, "tone": tone},
            "needed": place.needed and self.states[place.name] == MISSING,
            "asked": proposal is not None,
            "filled": filled,
            "proposal": proposal.text if proposal and not filled else "",
            "lacking": proposal.lacking if proposal else (),
        }
