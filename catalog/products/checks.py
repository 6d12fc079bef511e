"""Whether a document may be published: every rule a seller can break, each with a message for its field."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import ean

from catalog.products.document import TRANSLATED, OtherPrice, PriceDocument, ProductDocument
from catalog.products.known import Known
from catalog.products.models import Attribute, Category
from catalog.reference.currencies import is_currency
from catalog.reference.trade_terms import TRADE_TERMS
from catalog.reference.units import UNITS

Messages = dict[str, list[Any]]


@dataclass(frozen=True)
class Resolved:
    """The rows a document names."""

    category: Category
    gi_id: int | None
    brand_id: int | None


def check_document(*, document: ProductDocument, known: Known) -> Resolved:
    """Return the rows the document of an organization's product names.

    ``known`` looks them up, and may be kept for the next document of the same transaction. Raises
    ValidationError with a list of messages per field.
    """
    messages: Messages = defaultdict(list)
    _check_texts(document, messages)
    category = _check_places(document, known, messages)
    _check_price(document.price, messages)
    _check_quantities(document, messages)
    _check_parts(document, messages)
    if not known.are_pictures(frozenset(document.pictures)):
        messages["pictures"].append(_("A picture is no longer there. Add it again."))
    gi_id = known.gi_id(document.gi)
    if document.gi and gi_id is None:
        messages["gi"].append(_("This geographical indication is not in the register."))
    brand_id = known.brand_id(document.brand)
    if document.brand and brand_id is None:
        messages["brand"].append(_("This is not one of your brands."))
    if category is not None:
        declared = known.declared(category)
        _check_attributes(document.attributes, declared, "attributes", messages)
        for variant in document.variants:
            _check_attributes(variant.options, declared, "variants", messages)
    if messages or category is None:
        raise ValidationError(dict(messages))
    return Resolved(category=category, gi_id=gi_id, brand_id=brand_id)


def _check_texts(document: ProductDocument, messages: Messages) -> None:
    languages = dict(settings.LANGUAGES)
    if document.source_language not in languages:
        messages["source_language"].append(_("Choose one of the portal's languages."))
    if not document.title.get(document.source_language, "").strip():
        messages["title"].append(_("Give the product a title in the language you write in."))
    named: dict[str, Iterable[str]] = {field: getattr(document, field) for field in TRANSLATED}
    named |= {"words": {code for texts in document.words.values() for code in texts}, "held": document.held}
    for field, found in named.items():
        for language in found:
            if language not in languages:
                messages[field].append(_("Unknown language: %(language)s.") % {"language": language})


def _check_places(document: ProductDocument, known: Known, messages: Messages) -> Category | None:
    category = known.category(document.category)
    if category is None:
        messages["category"].append(_("Choose a category."))
    if not known.is_country(document.country):
        messages["country"].append(_("Choose the country of origin."))
    if document.city and not known.is_city(document.city, document.country):
        messages["city"].append(_("This city is not in that country."))
    if document.hs6 and not known.is_heading(document.hs6):
        messages["hs6"].append(_("This is not a six-digit heading of the Harmonized System 2022."))
    return category


def _check_price(price: PriceDocument, messages: Messages) -> None:
    if price.kind == "on-request":
        if price.tiers or price.low is not None or price.high is not None or price.others:
            messages["price"].append(_("A price on request states no amount."))
        return
    problems = []
    stated = price.in_each_currency
    if not all(is_currency(one.currency) for one in stated):
        problems.append(_("Choose the currency of the price."))
    if len({one.currency for one in stated}) < len(stated):
        problems.append(_("State each currency once."))
    if price.per < 1:
        problems.append(_("A price is per at least one unit."))
    for one in stated:
        found = _tier_problems(one) if price.kind == "tiers" else _range_problems(one)
        problems += [problem for problem in found if problem not in problems]
    if problems:
        messages["price"].extend(problems)


def _tier_problems(price: PriceDocument | OtherPrice) -> list[Any]:
    if not price.tiers:
        return [_("Give at least one price.")]
    starts = [(tier.sku, tier.quantity_from) for tier in price.tiers]
    problems: list[Any] = []
    if len(set(starts)) != len(starts):
        problems.append(_("Two prices begin at the same quantity."))
    if any(tier.quantity_from < 1 or tier.minor < 0 for tier in price.tiers):
        problems.append(_("Quantities begin at 1 and prices are not negative."))
    return problems


def _range_problems(price: PriceDocument | OtherPrice) -> list[Any]:
    if price.low is None or price.high is None or not 0 <= price.low <= price.high:
        return [_("Give the lowest and the highest price, the lowest first.")]
    return []


def _check_quantities(document: ProductDocument, messages: Messages) -> None:
    if document.unit not in UNITS:
        messages["unit"].append(_("Choose the unit the product is sold in."))
    if document.moq < 1 or document.order_multiple < 1:
        messages["moq"].append(_("The smallest order and its multiple are at least 1."))
    elif document.moq % document.order_multiple:
        messages["moq"].append(_("The smallest order must be a multiple of the order multiple."))
    if any(lead.days < 0 for lead in document.lead_times):
        messages["lead_times"].append(_("A lead time is not negative."))
    if any(not 1 <= month <= 12 for month in document.harvest_months):
        messages["harvest_months"].append(_("Months go from 1 to 12."))


def _check_parts(document: ProductDocument, messages: Messages) -> None:
    skus = [variant.sku for variant in document.variants if variant.sku]
    if len(set(skus)) != len(skus):
        messages["variants"].append(_("Two variants have the same article number."))
    if any(variant.gtin and not gtin_is_valid(variant.gtin) for variant in document.variants):
        messages["variants"].append(_("This trade item number (GTIN) has a wrong digit. Compare each one."))
    prices = document.price.in_each_currency
    if any(tier.sku and tier.sku not in skus for price in prices for tier in price.tiers):
        messages["price"].append(_("A price names a variant that is not listed."))
    for term in document.terms:
        if term.incoterm not in TRADE_TERMS or not term.place.strip():
            messages["terms"].append(_("Choose an Incoterms 2020 rule and name its place."))
    for certificate in document.certificates:
        if (
            certificate.issued_on
            and certificate.expires_on
            and certificate.expires_on < certificate.issued_on
        ):
            messages["certificates"].append(_("A certificate expires after it was issued."))


def gtin_is_valid(number: str) -> bool:
    """Tell whether a trade item number of 8, 12, 13 or 14 digits ends in the check digit GS1 gives it."""
    return number.isascii() and number.isdigit() and bool(ean.is_valid(number))


def _check_attributes(
    stated: Mapping[str, Any], declared: Mapping[str, Attribute], field: str, messages: Messages
) -> None:
    for key, value in stated.items():
        attribute = declared.get(key)
        if attribute is None:
            messages[field].append(_("The category has no property “%(key)s”.") % {"key": key})
        elif not _fits(value, attribute):
            messages[field].append(
                _("“%(value)s” is not a value of the property “%(key)s”.") % {"value": value, "key": key}
            )


def _fits(value: Any, attribute: Attribute) -> bool:
    kind = Attribute.Kind
    if attribute.kind == kind.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if attribute.kind == kind.YEAR:
        return isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 2999
    if attribute.kind == kind.YES_NO:
        return isinstance(value, bool)
    if attribute.kind == kind.MONTHS:
        return isinstance(value, list) and all(isinstance(month, int) and 1 <= month <= 12 for month in value)
    if attribute.kind == kind.CHOICE:
        known = {choice["key"] for choice in attribute.choices}
        return set(_as_list(value)) <= known
    return isinstance(value, str)


def _as_list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]
