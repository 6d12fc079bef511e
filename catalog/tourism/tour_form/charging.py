"""What the tour costs by season and age, and what is kept when somebody cancels."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.products.listing_form.parts import (
    Block,
    Fields,
    Part,
    Rows,
    choice,
    day,
    read_amount,
    show_amount,
    text,
    whole,
)
from catalog.reference.cldr import currency_name
from catalog.reference.currencies import currency_table
from catalog.tourism.tour_document import CancellationStep, SeasonDocument, TourDocument
from catalog.tourism.words import BANDS

MOST_SEASONS = 24
MOST_STEPS = 8


class Seasons(Part[TourDocument]):
    """Prices for one traveller, by the day of departure and by age."""

    def fields(self) -> Fields:
        document, language = self.document, self.asked.language
        currencies = [(code, f"{code} · {currency_name(code, language)}") for code in currency_table()]
        made: Fields = {"currency": choice(_("Currency"), currencies, document.currency)}
        for line in range(self._lines()):
            one = document.seasons[line] if line < len(document.seasons) else None
            start = f"season_{line}_"
            made[f"{start}from"] = day(_("Departing from"), one.from_day if one else None)
            made[f"{start}until"] = day(_("Departing until"), one.until_day if one else None)
            for key, name in BANDS.items():
                minor = one.prices.get(key) if one else None
                amount = text(str(name), show_amount(minor, document.currency), most=20)
                amount.widget.attrs["inputmode"] = "decimal"
                made[f"{start}{key}"] = amount
        return made

    def _lines(self) -> int:
        there = len(self.document.seasons)
        return self.count("season", there, blank=0 if there else 1, most=MOST_SEASONS)

    def blocks(self) -> list[Block]:
        lines = [
            [name for name in self.made if name.startswith(f"season_{line}_")]
            for line in range(self._lines())
        ]
        return [
            Block(
                "seasons",
                _("Seasons and prices"),
                ["currency", Rows(_("Season"), lines, prefix="season", more=_("One more season"))],
                _("Seasons follow one another without a day between them; each age band has a price."),
            )
        ]

    def read(self, form: forms.Form) -> dict[str, Any]:
        said = form.cleaned_data
        code = said.get("currency") or ""
        found = []
        for line in range(self._lines()):
            start = f"season_{line}_"
            days = {name: said.get(f"{start}{name}") for name in ("from", "until")}
            prices = {key: self._amount(form, f"{start}{key}", code) for key in BANDS}
            stated = {key: minor for key, minor in prices.items() if minor is not None}
            if not any(days.values()) and not stated:
                continue
            if days["from"] and days["until"]:
                found.append(SeasonDocument(from_day=days["from"], until_day=days["until"], prices=stated))
                continue
            for name, value in days.items():
                if not value and f"{start}{name}" not in form.errors:
                    form.add_error(f"{start}{name}", str(_("Say from which day until which day.")))
        return {"currency": code, "seasons": tuple(found)}

    def _amount(self, form: forms.Form, name: str, code: str) -> int | None:
        try:
            return read_amount(form.cleaned_data.get(name, ""), code)
        except ValidationError as error:
            form.add_error(name, error)
            return None


class Cancellation(Part[TourDocument]):
    """Steps of cancellation, the earliest first."""

    def fields(self) -> Fields:
        made: Fields = {}
        for line in range(self._lines()):
            there = self.document.cancellation
            one = there[line] if line < len(there) else None
            made[f"step_{line}_days"] = whole(
                _("Fewer than so many days before"), one.days_before if one else None, most=365
            )
            made[f"step_{line}_keeps"] = whole(_("Kept, per cent"), one.keeps if one else None, most=100)
        return made

    def _lines(self) -> int:
        there = len(self.document.cancellation)
        return self.count("step", there, blank=0 if there else 2, most=MOST_STEPS)

    def blocks(self) -> list[Block]:
        lines = [[f"step_{line}_days", f"step_{line}_keeps"] for line in range(self._lines())]
        rows = Rows(_("Step"), lines, prefix="step", more=_("One more step"))
        hint = _("14 and 30: who cancels fewer than 14 days before departure gets back all but 30 %.")
        return [Block("cancellation", _("Cancellation"), [rows], hint)]

    def read(self, form: forms.Form) -> dict[str, Any]:
        said = form.cleaned_data
        found = []
        for line in range(self._lines()):
            days, keeps = (said.get(f"step_{line}_{name}") for name in ("days", "keeps"))
            if days is not None and keeps is not None:
                found.append(CancellationStep(days_before=days, keeps=keeps))
            elif days is not None or keeps is not None:
                missing = "keeps" if keeps is None else "days"
                if f"step_{line}_{missing}" not in form.errors:
                    form.add_error(f"step_{line}_{missing}", str(_("A step says days and per cent.")))
        return {"cancellation": tuple(found)}
