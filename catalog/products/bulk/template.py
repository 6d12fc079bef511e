"""The empty table of one category: every column its goods can fill, named in the reader's language."""

from collections.abc import Sequence

from catalog.merchants.models import Organization
from catalog.products.bulk.columns import heading
from catalog.products.bulk.exporting import in_order
from catalog.products.document import TRANSLATED
from catalog.products.models import Attribute, Category
from catalog.products.selectors.declared import declared_properties
from catalog.translation.selectors import localized

PRICES, VARIANTS, PICTURES = 3, 2, 3
USUAL = (
    "number",
    "category",
    "country",
    "city",
    "hs6",
    "gi",
    "brand",
    "unit",
    "moq",
    "order_multiple",
    "price.currency",
    "price.per",
    "lead.1.days",
    "term.1.rule",
    "term.1.place",
    "variant.1.name.en",
    "certificate.1.kind",
    "certificate.1.number",
    "certificate.1.issuer",
    "certificate.1.expires",
    "harvest_months",
    "shelf_life_days",
    "storage",
    "private_label",
    "sample.quantity",
    "sample.amount",
    "carton.quantity",
    "carton.weight_g",
)


def template_columns(organization: Organization, category: Category | None) -> list[str]:
    """Return the columns of the table for a category, or of what all goods have."""
    own = organization.source_language
    keys = {*USUAL, f"variant.1.name.{own}"}
    for field in TRANSLATED:
        keys |= {f"{field}.{own}", f"{field}.en"}
    for at in range(1, PRICES + 1):
        keys |= {f"price.{at}.from", f"price.{at}.amount"}
    for at in range(1, VARIANTS + 1):
        keys |= {f"variant.{at}.article", f"variant.{at}.gtin"}
    keys |= {f"picture.{at}" for at in range(1, PICTURES + 1)}
    if category is not None:
        keys |= {f"attribute.{one.key}" for one in declared_properties(category, language=own)}
    return in_order(keys)


def properties_in(language: str) -> dict[str, str]:
    """Return what the properties of goods are called, by their key."""
    rows = Attribute.objects.rewrite(False).annotate(**localized(Attribute, "name", language))
    return dict(rows.order_by("pk").values_list("key", "name_text"))


def headings(keys: Sequence[str], language: str) -> list[str]:
    """Return what stands above these columns in our own files."""
    properties = properties_in(language)
    return [heading(key, language, properties) for key in keys]
