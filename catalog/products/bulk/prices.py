"""The prices of a sheet: by quantity, as a range or on request, in one currency or several."""

from typing import Any

from catalog.products.bulk import cells
from catalog.products.bulk.cells import Misread, Value
from catalog.products.bulk.laying import Sheet
from catalog.products.document import (
    OtherPrice,
    PriceDocument,
    ProductDocument,
    SampleDocument,
    TierDocument,
)

SKU, SAMPLE = 64, 60
Stated = dict[str, Any]


def price(sheet: Sheet, _document: ProductDocument) -> Stated:
    """Return the price a sheet states."""
    others = [_other(sheet, f"other.{at}") for at in sheet.numbers("other")]
    main = _other(sheet, "price")
    kind = sheet.take("price.kind", sheet.vocabulary.price_kinds.find, default="")
    if not kind or sheet.values["price.kind"] == sheet.before.get("price.kind"):
        # A row that gives prices and does not say how means what it gives.
        kind = "tiers" if main.tiers else "range" if main.low is not None else "on-request"
    stated = PriceDocument(
        kind=kind,  # type: ignore[arg-type]
        currency=main.currency,
        per=sheet.take("price.per", cells.whole, default=1),
        tiers=main.tiers,
        low=main.low,
        high=main.high,
        others=tuple(others),
    )
    return {"price": stated}


def _other(sheet: Sheet, head: str) -> OtherPrice:
    """Return the prices in one currency; the first one's columns are called alike."""
    currency = sheet.take(f"{head}.currency", sheet.vocabulary.currencies.find, default="")
    if not currency:
        # Said once, where the currency belongs, and not again at each amount.
        if _has_amounts(sheet, head) and sheet.values.get(f"{head}.currency", "") == "":
            sheet.note(f"{head}.currency", Misread("no-currency"))
        return OtherPrice(currency="")

    def minor(key: str) -> int | None:
        return sheet.take(f"{head}.{key}", _minor, currency, default=None)

    tiers = [
        TierDocument(
            quantity_from=sheet.take(f"{head}.{at}.from", cells.whole, default=_from(sheet, head, at)),
            minor=amount,
            sku=sheet.take(f"{head}.{at}.article", cells.code, SKU, default=""),
        )
        for at in sheet.numbers(head)
        if sheet.need(f"{head}.{at}.amount") and (amount := minor(f"{at}.amount")) is not None
    ]
    return OtherPrice(currency=currency, tiers=tuple(tiers), low=minor("low"), high=minor("high"))


def _has_amounts(sheet: Sheet, head: str) -> bool:
    return any(key.endswith(("amount", "low", "high")) for key in sheet.below(head))


def _from(sheet: Sheet, head: str, at: int) -> int:
    """Return where a price begins that does not say so: only the first may, at one."""
    if at > 1 and sheet.values.get(f"{head}.{at}.amount", "") != "":
        sheet.need(f"{head}.{at}.from")
    return 1


def _minor(value: Value, currency: str) -> int | None:
    return cells.amount(value, currency)


def sample(sheet: Sheet, document: ProductDocument) -> Stated:
    """Return what a sheet says of samples."""
    if not sheet.below("sample"):
        return {"sample": None}
    quantity = sheet.take("sample.quantity", cells.text, SAMPLE, default="")
    sheet.need("sample.quantity")
    return {
        "sample": SampleDocument(
            quantity=quantity,
            minor=sheet.take("sample.amount", _minor, document.price.currency, default=None),
            credited=sheet.take("sample.credited", cells.yes_no, default=False),
        )
    }
