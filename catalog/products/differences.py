"""What differs between two documents, in words: for reviewers, and for two who edit at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.products.certificates import certificate_name
from catalog.products.document import TRANSLATED, ProductDocument, VariantDocument
from catalog.products.labels import label_of
from catalog.products.languages import source_of
from catalog.products.listing_form.care import CARTON
from catalog.products.listing_form.wording import LABELS
from catalog.products.models import Attribute, Product
from catalog.products.selectors.declared import Property
from catalog.products.selectors.page import AttributeLine
from catalog.products.terms import attribute_value, months
from catalog.reference.cldr import country_name, language_name
from catalog.reference.currencies import is_currency
from catalog.reference.display import show_money
from catalog.reference.hs import show_hs
from catalog.reference.languages import html_tag, pick
from catalog.reference.money import Money
from catalog.reference.units import UNITS, unit_name


@dataclass(frozen=True)
class Difference:
    """One field that differs: ``field`` is the document's name of it, ``tag`` the language of its texts."""

    field: str
    label: str
    before: str
    after: str
    tag: str = ""


@dataclass(frozen=True)
class Speech:
    """In which language the differences are told, and what the properties are called."""

    language: str
    properties: Sequence[Property] = ()
    files: Mapping[str, str] | None = None


NOTHING = "–"


def differences(before: ProductDocument, after: ProductDocument, speech: Speech) -> list[Difference]:
    """Return what ``after`` says otherwise than ``before``, in the order of the form."""
    return [
        *_texts(before, after, speech),
        *_words(before, after, speech),
        *_attributes(before, after, speech),
        *_others(before, after, speech),
    ]


def affected(
    before: ProductDocument, after: ProductDocument, language: str, properties: Sequence[Property] = ()
) -> list[tuple[str, list[str]]]:
    """Return the texts whose original changes while translations stay: its label, and their languages."""
    own = after.source_language
    found = []
    for field in TRANSLATED:
        was, now = getattr(before, field), getattr(after, field)
        if was.get(own, "") == now.get(own, ""):
            continue
        left = [code for code in now if code != own and now[code] and now[code] == was.get(code)]
        if left:
            found.append((str(LABELS[field][0]), [language_name(code, language) for code in left]))
    return found + _words_affected(before, after, language, properties)


def _texts(before: ProductDocument, after: ProductDocument, speech: Speech) -> Iterator[Difference]:
    for field in TRANSLATED:
        was, now = getattr(before, field), getattr(after, field)
        for code in dict.fromkeys([after.source_language, *was, *now]):
            if was.get(code, "") != now.get(code, ""):
                label = f"{LABELS[field][0]} · {language_name(code, speech.language)}"
                yield Difference(
                    field, label, was.get(code) or NOTHING, now.get(code) or NOTHING, html_tag(code)
                )


def _words(before: ProductDocument, after: ProductDocument, speech: Speech) -> Iterator[Difference]:
    """Yield translations of what is written once, in the source language: a grower, a way of storing."""
    for place in dict.fromkeys([*before.words, *after.words]):
        was, now = before.words.get(place, {}), after.words.get(place, {})
        for code in dict.fromkeys([*was, *now]):
            if was.get(code, "") != now.get(code, ""):
                label = f"{_place(place, speech.properties)} · {language_name(code, speech.language)}"
                told = (was.get(code) or NOTHING, now.get(code) or NOTHING)
                yield Difference("words", label, *told, html_tag(code))


def _words_affected(
    before: ProductDocument, after: ProductDocument, language: str, properties: Sequence[Property]
) -> list[tuple[str, list[str]]]:
    found = []
    for place, now in after.words.items():
        was = before.words.get(place, {})
        left = [code for code, text in now.items() if text == was.get(code)]
        if left and source_of(before, place) != source_of(after, place):
            found.append((_place(place, properties), [language_name(code, language) for code in left]))
    return found


def _place(name: str, properties: Sequence[Property]) -> str:
    return str(label_of(name, {one.key: one.name for one in properties}))


def _attributes(before: ProductDocument, after: ProductDocument, speech: Speech) -> Iterator[Difference]:
    named = {one.key: one for one in speech.properties}
    for key in dict.fromkeys([*before.attributes, *after.attributes]):
        was, now = before.attributes.get(key), after.attributes.get(key)
        if was != now:
            one = named.get(key)
            told = [_stated(one, value, speech.language) for value in (was, now)]
            yield Difference("attributes", one.name.value if one else key, *told)


def _stated(one: Property | None, value: Any, language: str) -> str:
    if value is None:
        return NOTHING
    if one is None or one.kind == Attribute.Kind.TEXT:
        return str(value)
    line = AttributeLine(one.name, one.kind, one.unit, one.choices, value)
    if one.kind == Attribute.Kind.CHOICE:
        wanted = value if isinstance(value, list) else [value]
        return ", ".join(pick(each["names"], language)[0] for each in one.choices if each["key"] in wanted)
    return str(attribute_value(line, language))


def _others(before: ProductDocument, after: ProductDocument, speech: Speech) -> Iterator[Difference]:
    for field, (label, told) in FIELDS.items():
        if getattr(before, field) != getattr(after, field):
            yield Difference(
                field, str(label), told(before, speech) or NOTHING, told(after, speech) or NOTHING
            )


def _price(document: ProductDocument, speech: Speech) -> str:
    price, lines = document.price, [str(Product.PriceKind(document.price.kind).label)]
    for stated in price.in_each_currency:
        if price.kind == "range":
            lines.append(
                " – ".join(_money(end, stated.currency, speech) for end in (stated.low, stated.high))
            )
        lines += [
            f"{tier.quantity_from}+{f' ({tier.sku})' if tier.sku else ''}: "
            f"{_money(tier.minor, stated.currency, speech)}"
            for tier in stated.tiers
        ]
    if price.per > 1:
        lines.append(_("per %(count)s") % {"count": price.per})
    return "\n".join(lines)


def _money(minor: int | None, currency: str, speech: Speech) -> str:
    if minor is None:
        return NOTHING
    return str(show_money(Money(minor, currency), speech.language)) if is_currency(currency) else str(minor)


def _each(texts: Mapping[str, str]) -> str:
    """Return a text in all its languages: one that changed in any is seen."""
    return " / ".join(text for text in texts.values() if text)


def _variant(one: VariantDocument) -> str:
    options = ", ".join(f"{key}: {value}" for key, value in one.options.items())
    return " · ".join(part for part in (one.sku, one.gtin, _each(one.names), options) if part)


def _file(key: str, speech: Speech) -> str:
    return (speech.files or {}).get(key, _("File")) if key else ""


def _certificates(document: ProductDocument, speech: Speech) -> str:
    lines = []
    for one in document.certificates:
        days = [day.isoformat() if day else "" for day in (one.issued_on, one.expires_on)]
        held = " – ".join(days) if any(days) else ""
        parts = (certificate_name(one.kind), one.number, one.issuer, held, _file(one.file, speech))
        lines.append(" · ".join(part for part in parts if part))
    return "\n".join(lines)


def _documents(document: ProductDocument, speech: Speech) -> str:
    return "\n".join(
        " · ".join(part for part in (_each(one.names), _file(one.file, speech)) if part)
        for one in document.documents
    )


def _pictures(document: ProductDocument, _speech: Speech) -> str:
    return "\n".join(
        f"{number}. {_each(document.alt.get(str(one), {}))}".strip()
        for number, one in enumerate(document.pictures, 1)
    )


def _carton(document: ProductDocument, speech: Speech) -> str:
    if document.carton is None:
        return ""
    said = {name: getattr(document.carton, name) for name in CARTON}
    return "\n".join(f"{CARTON[name][0]}: {value}" for name, value in said.items() if value is not None)


def _sample(document: ProductDocument, speech: Speech) -> str:
    if document.sample is None:
        return ""
    parts = [document.sample.quantity, _money(document.sample.minor, document.price.currency, speech)]
    parts += [_("Credited to the first order")] if document.sample.credited else []
    return ", ".join(part for part in parts if part != NOTHING)


def _leads(document: ProductDocument, speech: Speech) -> str:
    return "\n".join(f"≤ {one.up_to or '∞'}: {one.days}" for one in document.lead_times)


def _plain(field: str) -> Callable[[ProductDocument, Speech], str]:
    def told(document: ProductDocument, speech: Speech) -> str:
        value = getattr(document, field)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return "" if value is None else str(value)

    return told


Told = Callable[[ProductDocument, Speech], str]
FIELDS: dict[str, tuple[str | Promise, Told]] = {
    "held": (
        gettext_lazy("Languages held back"),
        lambda document, speech: "\n".join(language_name(code, speech.language) for code in document.held),
    ),
    "category": (gettext_lazy("Category"), _plain("category")),
    "pictures": (gettext_lazy("Pictures"), _pictures),
    "alt": (gettext_lazy("What it shows"), _pictures),
    "focus": (
        gettext_lazy("What must stay visible"),
        lambda document, speech: "\n".join(f"{x} % {y} %" for x, y in document.focus.values()),
    ),
    "variants": (
        gettext_lazy("Variants"),
        lambda document, speech: "\n".join(_variant(one) for one in document.variants),
    ),
    "unit": (
        gettext_lazy("Unit"),
        lambda document, speech: unit_name(document.unit, speech.language) if document.unit in UNITS else "",
    ),
    "price": (gettext_lazy("Price"), _price),
    "moq": (gettext_lazy("Minimum order"), _plain("moq")),
    "order_multiple": (gettext_lazy("In multiples of"), _plain("order_multiple")),
    "lead_times": (gettext_lazy("Lead time"), _leads),
    "terms": (
        gettext_lazy("Trade terms"),
        lambda document, speech: "\n".join(f"{one.incoterm} {one.place}" for one in document.terms),
    ),
    "sample": (gettext_lazy("Sample"), _sample),
    "carton": (gettext_lazy("Carton"), _carton),
    "shelf_life_days": (gettext_lazy("Shelf life, days"), _plain("shelf_life_days")),
    "storage": (gettext_lazy("Storage"), _plain("storage")),
    "storage_low": (gettext_lazy("Stored from, °C"), _plain("storage_low")),
    "storage_high": (gettext_lazy("Stored to, °C"), _plain("storage_high")),
    "harvest_months": (
        gettext_lazy("Harvest"),
        lambda document, speech: months(list(document.harvest_months), speech.language),
    ),
    "plant_registration": (gettext_lazy("Plant registration"), _plain("plant_registration")),
    "private_label": (gettext_lazy("Private label"), _plain("private_label")),
    "country": (
        gettext_lazy("Country of origin"),
        lambda document, speech: country_name(document.country, speech.language) if document.country else "",
    ),
    "city": (gettext_lazy("City"), _plain("city")),
    "hs6": (gettext_lazy("HS code"), lambda document, speech: show_hs(document.hs6)),
    "gi": (gettext_lazy("Geographical indication"), _plain("gi")),
    "brand": (gettext_lazy("Brand"), _plain("brand")),
    "certificates": (gettext_lazy("Certificates"), _certificates),
    "documents": (gettext_lazy("Documents for buyers"), _documents),
}
