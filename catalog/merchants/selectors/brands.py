"""Reads: brands as the members of their organization see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.files.manifest import Manifest
from catalog.merchants.models import Brand, Organization
from catalog.translation.selectors import localized, text_in
from catalog.translation.texts import LocalText, digest

TEXTS = ("name", "story")


@dataclass(frozen=True)
class BrandLine:
    """A brand in its organization's list, with its state in words."""

    slug: str
    name: LocalText
    shown: bool
    state: str
    logo: Manifest | None


def brand_lines(organization: Organization, language: str) -> list[BrandLine]:
    """Return all brands of an organization, the oldest first: one query."""
    rows = Brand.objects.rewrite(False).filter(organization=organization)
    named = rows.annotate(**localized(Brand, "name", language)).order_by("pk")
    values = named.values_list("slug", "name_text", "name_lang", "status", "logo__manifest")
    return [
        BrandLine(
            slug,
            LocalText(text, code),
            status == Brand.Status.SHOWN,
            str(Brand.Status(status).label),
            Manifest.read(logo),
        )
        for slug, text, code, status, logo in values
    ]


def own_brand(organization: Organization, slug: str) -> Brand | None:
    """Return a brand of an organization, None where it is another's or there is none."""
    rows = Brand.objects.select_related("organization", "logo")
    return rows.filter(organization=organization, slug=slug).first()


def seen_texts(brand: Brand, language: str) -> Mapping[str, str]:
    """Return, by field, what tells a brand's texts and their originals from those somebody else may leave."""
    own = brand.organization.source_language
    return {
        field: digest(f"{digest(text_in(brand, field, own))} {digest(text_in(brand, field, language))}")
        for field in TEXTS
    }
