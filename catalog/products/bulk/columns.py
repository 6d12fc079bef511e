"""The columns of a table of goods: a stable key each, and words for people.

A key names a place in a product's document: ``title.th``, ``price.2.amount``, ``attribute.grade``.
``number`` is the seller's own article number, by which a row is known when the file comes again, and
``listing`` the address or draft of a listing, as exports write it. ``word`` translates what another
column says once, in the language its seller writes: ``word.storage.th``, ``word.attribute.grower.en``.
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from catalog.products.document import TRANSLATED
from catalog.reference.cldr import language_name
from catalog.reference.languages import codes

MARKED = re.compile(r"\[([a-z0-9_.-]+)\]\s*$", re.IGNORECASE)
N = r"[1-9]\d?"
SLUG = r"[a-z0-9_-]{1,40}"
PLAIN = (
    "number",
    "listing",
    "source_language",
    "category",
    "country",
    "city",
    "hs6",
    "gi",
    "brand",
    "unit",
    "moq",
    "order_multiple",
    "harvest_months",
    "shelf_life_days",
    "storage",
    "storage_low",
    "storage_high",
    "plant_registration",
    "private_label",
    "held",
)
LANGUAGE = "|".join(codes())
PRICE = rf"low|high|{N}\.(?:from|amount|article)"
GRAMMAR = re.compile(
    "|".join(
        (
            *PLAIN,
            rf"(?:{'|'.join(TRANSLATED)})\.(?:{LANGUAGE})",
            rf"price\.(?:kind|currency|per|{PRICE})",
            rf"other\.{N}\.(?:currency|{PRICE})",
            rf"lead\.{N}\.(?:days|up_to)",
            rf"term\.{N}\.(?:rule|place)",
            rf"attribute\.{SLUG}",
            rf"word\.(?:storage|sample|attribute\.{SLUG}|term\.[a-z]{{3}}(?:\.{N})?)\.(?:{LANGUAGE})",
            rf"variant\.{N}\.(?:article|gtin|name\.(?:{LANGUAGE})|option\.{SLUG})",
            rf"certificate\.{N}\.(?:kind|number|issuer|issued|expires)",
            r"carton\.(?:quantity|length_mm|width_mm|height_mm|weight_g)",
            r"sample\.(?:quantity|amount|credited)",
            rf"picture\.{N}(?:\.alt\.(?:{LANGUAGE}))?",
        )
    )
)
REPEATED = re.compile(rf"(?:price|other|lead|term|variant|certificate|picture)\.{N}")
WORDS: Mapping[str, str | Promise] = {
    "number": _("Article number"),
    "listing": _("Listing"),
    "source_language": _("Language you write in"),
    "category": _("Category"),
    "country": _("Country of origin"),
    "city": _("City"),
    "title": _("Title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "packing": _("Packing"),
    "hs6": _("HS code"),
    "gi": _("Geographical indication"),
    "brand": _("Brand"),
    "unit": _("Unit"),
    "moq": _("Minimum order"),
    "order_multiple": _("Order multiple"),
    "harvest_months": _("Harvest"),
    "shelf_life_days": _("Shelf life in days"),
    "storage": _("Storage"),
    "storage_low": _("Coldest storage, °C"),
    "storage_high": _("Warmest storage, °C"),
    "plant_registration": _("Plant registration"),
    "private_label": _("Private label"),
    "held": _("Languages held back"),
    "word": _("Translation"),
    "price": _("Price"),
    "other": _("Other currency"),
    "kind": _("Kind"),
    "currency": _("Currency"),
    "per": _("Price for how many"),
    "low": _("Lowest price"),
    "high": _("Highest price"),
    "from": _("From quantity"),
    "amount": _("Amount"),
    "article": _("Article number"),
    "lead": _("Lead time"),
    "days": _("Days"),
    "up_to": _("Up to quantity"),
    "term": _("Trade terms"),
    "rule": "Incoterms 2020",
    "place": _("Place"),
    "attribute": _("Properties"),
    "variant": _("Variant"),
    "gtin": "GTIN",
    "name": _("Name"),
    "option": _("Properties"),
    "certificate": _("Certificate"),
    "issuer": _("Issued by"),
    "issued": _("Issued on"),
    "expires": _("Last day it holds"),
    "carton": _("Carton"),
    "quantity": _("Quantity"),
    "length_mm": _("Length, mm"),
    "width_mm": _("Width, mm"),
    "height_mm": _("Height, mm"),
    "weight_g": _("Weight, g"),
    "sample": _("Sample"),
    "credited": _("Credited to the first order"),
    "picture": _("Picture"),
    "alt": _("Text alternative"),
}
# What price lists of the region call their columns, where that is not what we call them.
USUAL = {
    "sku": "number",
    "item no": "number",
    "货号": "number",
    "编号": "number",
    "品名": "title.zh-hans",
    "商品名称": "title.zh-hans",
    "产品名称": "title.zh-hans",
    "product name": "title.en",
    "ชื่อสินค้า": "title.th",
    "tên sản phẩm": "title.vi",
    "nama produk": "title.id",
    "hs": "hs6",
    "海关编码": "hs6",
    "单位": "unit",
    "单价": "price.1.amount",
    "价格": "price.1.amount",
    "price": "price.1.amount",
    "币种": "price.currency",
    "currency": "price.currency",
    "起订量": "moq",
    "moq": "moq",
    "barcode": "variant.1.gtin",
    "ean": "variant.1.gtin",
    "gtin": "variant.1.gtin",
    "条码": "variant.1.gtin",
    "image": "picture.1",
    "图片": "picture.1",
}


def is_key(key: str) -> bool:
    """Tell whether there is such a column."""
    return bool(GRAMMAR.fullmatch(key))


def head_of(key: str) -> str:
    """Return the part of a document a column belongs to: other currencies belong to the price."""
    head = key.partition(".")[0]
    return "price" if head == "other" else head


def is_repeated(key: str) -> bool:
    """Tell whether a column is one of several of its kind, which a row states together."""
    return bool(REPEATED.match(key))


def label(key: str, language: str, properties: Mapping[str, str] | None = None) -> str:
    """Return what a column is called; ``properties`` names the properties of goods by their keys."""
    parts: list[str] = []
    segments = key.split(".")
    with override(language):
        for at, part in enumerate(segments):
            if part.isdecimal():
                parts[-1] = f"{parts[-1]} {part}"
            elif at and segments[at - 1] in {"attribute", "option"}:
                parts[-1] = (properties or {}).get(part, part)
            elif part in codes():
                parts.append(language_name(part, language))
            else:
                parts.append(str(WORDS.get(part, part.upper())))
    return " · ".join(parts)


def heading(key: str, language: str, properties: Mapping[str, str] | None = None) -> str:
    """Return what stands above a column in our own files: words, and the key that leads it home."""
    return f"{label(key, language, properties)} [{key}]"


def guess(header: list[str], remembered: Mapping[str, str], likely: list[str]) -> list[str]:
    """Return the key meant by each word of a header, empty where none is; no key twice.

    First by the key beside the word, then as this organization said before, then by what ``likely``
    columns are called in any language, then by what price lists usually say.
    """
    called = _called(likely)
    found: list[str] = []
    for words in header:
        key = _meant(words, remembered, called)
        found.append("" if key in found else key)
    return found


def _meant(words: str, remembered: Mapping[str, str], called: Mapping[str, str]) -> str:
    marked = MARKED.search(words)
    if marked and is_key(marked[1].lower()):
        return marked[1].lower()
    plain = as_remembered(words)
    if plain in remembered:
        key = remembered[plain]
        return key if is_key(key) else ""
    return plain if is_key(plain) else called.get(plain) or USUAL.get(plain, "")


def as_remembered(words: str) -> str:
    """Return a header's words as they are compared: case and space do not tell them apart."""
    return " ".join(words.casefold().replace("*", " ").split())


def _called(keys: list[str]) -> dict[str, str]:
    called: dict[str, str] = {}
    for language in codes():
        for key in keys:
            called.setdefault(as_remembered(label(key, language)), key)
    return called
