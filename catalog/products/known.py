"""What documents name, looked up: each name once, however many documents of a seller name it."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from catalog.files.models import Picture
from catalog.merchants.models import Brand, Organization
from catalog.products.models import Attribute, Category, GeographicalIndication
from catalog.reference.models import City, Country, HSHeading

Found = TypeVar("Found")


class Known:
    """The rows that documents of one organization may name. It remembers: one transaction, one of these."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self._found: dict[Hashable, Any] = {}

    def _once(self, key: Hashable, look: Callable[[], Found]) -> Found:
        if key not in self._found:
            self._found[key] = look()
        found: Found = self._found[key]
        return found

    def category(self, slug: str) -> Category | None:
        """Return the category at this slug, or None."""
        return self._once(("category", slug), lambda: Category.objects.filter(slug=slug).first())

    def declared(self, category: Category) -> dict[str, Attribute]:
        """Return the attributes that goods of the category state: its own and those above it."""
        return self._once(
            ("declared", category.pk),
            lambda: {one.key: one for one in Attribute.objects.filter(category__slug__in=category.line)},
        )

    def is_country(self, code: str) -> bool:
        """Tell whether there is a country of this ISO 3166-1 alpha-2 code."""
        return self._once(("country", code), lambda: Country.objects.filter(pk=code).exists())

    def is_city(self, slug: str, country: str) -> bool:
        """Tell whether the city is in the country."""
        return self._once(
            ("city", slug, country), lambda: City.objects.filter(pk=slug, country_id=country).exists()
        )

    def is_heading(self, digits: str) -> bool:
        """Tell whether these are six digits of the Harmonized System."""
        return self._once(("hs6", digits), lambda: HSHeading.objects.filter(pk=digits, level=6).exists())

    def gi_id(self, slug: str) -> int | None:
        """Return the id of an entry of the GI register, or None."""
        if not slug:
            return None
        named = GeographicalIndication.objects.filter(slug=slug).values_list("pk", flat=True)
        return self._once(("gi", slug), named.first)

    def brand_id(self, slug: str) -> int | None:
        """Return the id of a brand of the organization, or None."""
        if not slug:
            return None
        named = Brand.objects.filter(slug=slug, organization=self.organization)
        return self._once(("brand", slug), named.values_list("pk", flat=True).first)

    def are_pictures(self, ids: frozenset[int]) -> bool:
        """Tell whether all of these pictures are there."""
        return not ids or self._once(
            ("pictures", ids), lambda: Picture.objects.filter(pk__in=ids).count() == len(ids)
        )
