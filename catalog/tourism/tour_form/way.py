"""What the tour is called, how and where it goes, and what happens on each day."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.products.listing_form.parts import Block, Fields, Part, Rows, choice, text
from catalog.reference.cldr import country_name
from catalog.reference.languages import html_tag
from catalog.tourism.checks import MOST_DAYS
from catalog.tourism.models import Place, Route
from catalog.tourism.selectors.places import shown_places
from catalog.tourism.tour_differences import LABELS
from catalog.tourism.tour_document import DayDocument, TourDocument
from catalog.tourism.tour_texts import OF_DAYS, days_kept, size_of
from catalog.translation.selectors import localized

MOST_PLACES = 12
WORDS = ("title", "summary", "included", "excluded")


def place_choices(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every place that is shown, grouped by its country: one query."""
    rows: Any = shown_places().annotate(**localized(Place, "name", language))
    crossing = str(Place.Kind.CROSSING.label)
    found: dict[str, list[tuple[str, str]]] = {}
    for slug, country, kind, name in rows.values_list("slug", "country_id", "kind", "name_text"):
        called = f"{name} ({crossing})" if kind == Place.Kind.CROSSING else name
        found.setdefault(country_name(country, language), []).append((slug, called))
    return list(found.items())


def written(texts: dict[str, str], own: str, said: str) -> dict[str, str]:
    """Return texts with that of the writer's language replaced, or taken away where it is empty."""
    rest = {code: words for code, words in texts.items() if code != own}
    return rest | ({own: said.strip()} if said.strip() else {})


class Words(Part[TourDocument]):
    """The words, in the language the tour is written in."""

    def fields(self) -> Fields:
        own = self.document.source_language
        made: Fields = {}
        for name in WORDS:
            texts = getattr(self.document, name)
            most, rows = size_of(name)
            made[name] = text(str(LABELS[name]), texts.get(own, ""), most=most, rows=rows)
            made[name].widget.attrs["lang"] = html_tag(own)
        return made

    def blocks(self) -> list[Block]:
        return [Block("title", _("Words"), list(WORDS))]

    def read(self, form: forms.Form) -> dict[str, Any]:
        own, said = self.document.source_language, form.cleaned_data
        return {name: written(getattr(self.document, name), own, said.get(name, "")) for name in WORDS}


class Way(Part[TourDocument]):
    """How it goes, from where to where, and by which places on which day."""

    @cached_property
    def places(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return place_choices(self.asked.language)

    def fields(self) -> Fields:
        document = self.document
        made: Fields = {
            "mode": choice(_("By"), list(Route.Mode.choices), document.mode),
            "begins": choice(_("Begins in"), self.places, document.begins),
            "ends": choice(_("Ends in"), self.places, document.ends),
        }
        own = document.source_language
        for line in range(self._lines()):
            one = document.days[line] if line < len(document.days) else DayDocument()
            start = f"day_{line}_"
            for name, label in (("title", _("Heading of the day")), ("text", _("What happens"))):
                most, rows = size_of(name)
                made[f"{start}{name}"] = text(label, getattr(one, name).get(own, ""), most=most, rows=rows)
                made[f"{start}{name}"].widget.attrs["lang"] = html_tag(own)
            for at in range(self._places(line, one)):
                slug = one.places[at] if at < len(one.places) else ""
                made[f"{start}place_{at}_slug"] = choice(_("Place or border crossing"), self.places, slug)
        return made

    def _lines(self) -> int:
        there = len(self.document.days)
        return self.count("day", there, blank=0 if there else 1, most=MOST_DAYS)

    def _places(self, line: int, one: DayDocument) -> int:
        found = self.count(f"day_{line}_place", len(one.places), blank=2, most=MOST_PLACES)
        return max(found, 2)

    def blocks(self) -> list[Block]:
        lines = [
            [name for name in self.made if name.startswith(f"day_{line}_")] for line in range(self._lines())
        ]
        return [
            Block("mode", _("Way"), ["mode", "begins", "ends"]),
            Block(
                "days",
                _("Day by day"),
                [Rows(_("Day by day"), lines, prefix="day", more=_("One more day"))],
                _("Places and border crossings in the order in which they are passed. Save for more boxes."),
            ),
        ]

    def read(self, form: forms.Form) -> dict[str, Any]:
        own, said, there = self.document.source_language, form.cleaned_data, self.document.days
        words = [
            [said.get(f"day_{line}_{part}", "").strip() for part in OF_DAYS] for line in range(self._lines())
        ]
        days = []
        for line, was in enumerate(days_kept(own, there, words)):
            before = there[was - 1] if was else DayDocument()
            title, happens = words[line]
            names = [name for name in self.made if name.startswith(f"day_{line}_place_")]
            days.append(
                DayDocument(
                    title=written(before.title, own, title),
                    text=written(before.text, own, happens),
                    places=tuple(slug for name in names if (slug := said.get(name))),
                )
            )
        while days and days[-1] == DayDocument():
            days.pop()
        return {name: said.get(name, "") for name in ("mode", "begins", "ends")} | {"days": tuple(days)}
