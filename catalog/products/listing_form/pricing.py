"""What it costs: on request, from – to, or by quantity, in up to three currencies."""

from typing import Any, Literal, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.products.document import OtherPrice, PriceDocument, ProductDocument, TierDocument
from catalog.products.listing_form.parts import (
    Block,
    Fields,
    Part,
    Rows,
    choice,
    read_amount,
    show_amount,
    text,
    whole,
)
from catalog.products.models import Product
from catalog.reference.selectors import currency_choices
from catalog.reference.units import unit_choices

MOST_CURRENCIES = 3
MOST_TIERS = 24


class Pricing(Part[ProductDocument]):
    """The price. The first currency is the one goods are sorted and compared by."""

    @property
    def stated(self) -> list[PriceDocument | OtherPrice | None]:
        there = self.document.price.in_each_currency
        return [*there, *[None] * (MOST_CURRENCIES - len(there))]

    def fields(self) -> Fields:
        document, price = self.document, self.document.price
        kinds = [(kind.value, kind.label) for kind in Product.PriceKind]
        made: Fields = {
            "unit": choice(gettext_lazy("Unit"), unit_choices(self.asked.language), document.unit),
            "price": forms.ChoiceField(
                label=gettext_lazy("Price"),
                choices=kinds,
                initial=price.kind,
                required=False,
                widget=forms.RadioSelect,
            ),
            "per": whole(
                gettext_lazy("Price is for how many units"),
                price.per,
                least=1,
                help_text=gettext_lazy("Usually 1. Write 10 for a price per ten pieces."),
            ),
        }
        currencies = [(one.code, f"{one.code} {one.name}") for one in currency_choices(self.asked.language)]
        for number, stated in enumerate(self.stated):
            code = stated.currency if stated else ""
            label = format_lazy("{word} {number}", word=gettext_lazy("Currency"), number=number + 1)
            made[f"money_{number}_currency"] = choice(label, currencies, code)
            for end, name in (("low", gettext_lazy("Lowest")), ("high", gettext_lazy("Highest"))):
                amount = getattr(stated, end) if stated else None
                made[f"money_{number}_{end}"] = text(name, show_amount(amount, code), most=20)
        return made | self._tier_fields()

    def _tier_fields(self) -> Fields:
        steps = self._steps()
        made: Fields = {}
        for line in range(self._lines()):
            (start, sku), amounts = steps[line] if line < len(steps) else ((None, ""), {})
            made[f"tier_{line}_from"] = whole(gettext_lazy("From quantity"), start, least=1)
            for number, stated in enumerate(self.stated):
                label = format_lazy("{word} {number}", word=gettext_lazy("Currency"), number=number + 1)
                code = stated.currency if stated else ""
                made[f"tier_{line}_{number}"] = text(label, show_amount(amounts.get(number), code), most=20)
            made[f"tier_{line}_sku"] = text(gettext_lazy("Only for article number"), sku, most=64)
        return made

    def _lines(self) -> int:
        return self.count("tier", len(self._steps()), blank=2, most=MOST_TIERS)

    def _steps(self) -> list[tuple[tuple[int, str], dict[int, int]]]:
        """Return the tiers as lines: where each begins and for which variant, and its amount per currency."""
        lines: dict[tuple[int, str], dict[int, int]] = {}
        for number, stated in enumerate(self.stated):
            for tier in stated.tiers if stated else ():
                lines.setdefault((tier.quantity_from, tier.sku), {})[number] = tier.minor
        return sorted(lines.items(), key=lambda line: (line[0][1], line[0][0]))

    def blocks(self) -> list[Block]:
        ranges = [
            [f"money_{number}_currency", f"money_{number}_low", f"money_{number}_high"]
            for number in range(len(self.stated))
        ]
        lines = [
            [name for name in self.made if name.startswith(f"tier_{line}_")] for line in range(self._lines())
        ]
        return [
            Block(
                "price",
                gettext_lazy("Price"),
                [
                    "unit",
                    "price",
                    "per",
                    Rows(gettext_lazy("Currencies; lowest and highest for a price from – to"), ranges),
                    Rows(gettext_lazy("Prices by quantity"), lines),
                ],
                gettext_lazy("Saving the draft adds empty lines."),
            )
        ]

    def read(self, form: forms.Form) -> dict[str, Any]:
        said = form.cleaned_data
        kind = said.get("price") or "on-request"
        currencies = [said.get(f"money_{number}_currency", "") for number in range(len(self.stated))]
        stated = [self._money(form, number, code, kind) for number, code in enumerate(currencies)]
        others = [one for one in stated[1:] if one is not None and kind != "on-request"]
        first = stated[0] or OtherPrice(currency="")
        price = PriceDocument(
            kind=cast(Literal["tiers", "range", "on-request"], kind),
            currency=first.currency,
            per=said.get("per") or 1,
            tiers=first.tiers,
            low=first.low,
            high=first.high,
            others=tuple(others),
        )
        return {"unit": said.get("unit", ""), "price": price}

    def _money(self, form: forms.Form, number: int, code: str, kind: str) -> OtherPrice | None:
        """Return the price in one currency as it was typed, None where nothing was said of it."""
        if kind == "range":
            low, high = (self._amount(form, f"money_{number}_{end}", code) for end in ("low", "high"))
            there = code or low is not None or high is not None
            return OtherPrice(currency=code, low=low, high=high) if there else None
        if kind == "on-request":
            return OtherPrice(currency=code) if code and number == 0 else None
        tiers = []
        for line in range(self._lines()):
            start = form.cleaned_data.get(f"tier_{line}_from")
            minor = self._amount(form, f"tier_{line}_{number}", code)
            if minor is not None and start is None and f"tier_{line}_from" not in form.errors:
                form.add_error(f"tier_{line}_from", _("Say from which quantity on this price holds."))
            if minor is not None and start is not None:
                sku = form.cleaned_data.get(f"tier_{line}_sku", "").strip()
                tiers.append(TierDocument(quantity_from=start, minor=minor, sku=sku))
        return OtherPrice(currency=code, tiers=tuple(tiers)) if code or tiers else None

    def _amount(self, form: forms.Form, name: str, code: str) -> int | None:
        try:
            return read_amount(form.cleaned_data.get(name, ""), code)
        except ValidationError as error:
            form.add_error(name, error)
            return None
