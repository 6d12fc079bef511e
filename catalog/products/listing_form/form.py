"""The form of a product's listing, whole."""

from typing import Any

from catalog.products.document import ProductDocument
from catalog.products.listing_form.care import Care
from catalog.products.listing_form.papers import Certificates, Documents, Pictures
from catalog.products.listing_form.parts import Asked, Part
from catalog.products.listing_form.pricing import Pricing
from catalog.products.listing_form.properties import Properties, Variants
from catalog.products.listing_form.terms import Terms
from catalog.products.listing_form.whole import WholeForm
from catalog.products.listing_form.wording import Origin, Wording

PARTS: tuple[type[Part[Any]], ...] = (
    Wording,
    Pictures,
    Properties,
    Variants,
    Pricing,
    Terms,
    Care,
    Origin,
    Certificates,
    Documents,
)
# Which stretch of the page a field of the document stands in, where that is not called after it.
PLACES = {
    "city": "country",
    "hs6": "country",
    "gi": "country",
    "brand": "country",
    "unit": "price",
    "order_multiple": "moq",
    "storage": "harvest_months",
    "attributes": "title",
}


class ListingForm(WholeForm[ProductDocument]):
    """Everything a seller says of a product, in the language the listing is written in."""

    places = PLACES

    def __init__(self, asked: Asked[ProductDocument]) -> None:
        super().__init__(asked, PARTS)

    def origin(self) -> Origin:
        """Return the part that looks for customs headings."""
        return next(part for part in self.parts if isinstance(part, Origin))
