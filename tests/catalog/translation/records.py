"""Records to translate: a company, its storefront, a geographical indication.

Those whose language columns tests read are Any: the columns are made at run time, unseen by mypy.
"""

from typing import Any

from catalog.merchants.models import Organization, Storefront
from catalog.products.models import GeographicalIndication
from catalog.reference.models import Country, Source


def country(code: str = "CN") -> Country:
    source = Source.objects.get_or_create(slug="test", defaults={"title": "Made for this test"})[0]
    return Country.objects.get_or_create(
        code=code,
        defaults={
            "iso3": f"{code}X",
            "numeric": str(ord(code[0]) * 10 + ord(code[1]) % 10),
            "source": source,
        },
    )[0]


def company(slug: str = "wuzhou-tea", source_language: str = "zh-hans") -> Organization:
    return Organization.objects.create(
        slug=slug, kind=Organization.Kind.MERCHANT, source_language=source_language, country=country()
    )


def storefront(organization: Organization) -> Any:
    return Storefront.objects.create(organization=organization, slug=organization.slug)


def indication(slug: str = "liubao-tea", source_language: str = "zh-hans") -> Any:
    """Return a record with two translated fields, a name of at most 160 characters and a story."""
    return GeographicalIndication.objects.create(
        slug=slug, source_language=source_language, country=country(), source=Source.objects.get(slug="test")
    )
