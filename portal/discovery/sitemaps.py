"""Every public address, by kind and language, for search engines.

The form is that of the sitemaps protocol 0.9 with alternates as search engines read them
(sitemaps.org and Google Search Central, "Localized versions of your pages", read 2026-11-25):
each file lists its own language's addresses and, with each, the same page in every language.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.urls import reverse
from wagtail.models import Page

from catalog.merchants import selectors as merchants
from catalog.products.models import Category, GeographicalIndication, Product
from catalog.products.selectors.cards import shown as shown_goods
from catalog.reference.languages import codes, html_tag
from catalog.reference.selectors import portal_countries
from catalog.tourism.models import Tour
from catalog.tourism.selectors.places import shown_places
from catalog.tourism.selectors.tours import shown as shown_tours
from portal.addresses import in_language
from portal.pages.models.base import HOME_DEPTH
from portal.pages.tree import own_words, path_of

Day = date | datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its address in any one language, when it last changed, and the languages it can be read in."""

    path: str
    changed: Day
    languages: Sequence[str]


def found_outside(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out what belongs to fictional organizations, unless the operator wants it found."""
    return rows if settings.INDEX_DEMO else rows.exclude(organization__is_demo=True)


def listed_goods() -> QuerySet[Product]:
    """Return the goods search engines may find."""
    return found_outside(shown_goods())


def listed_tours() -> QuerySet[Tour]:
    """Return the tours search engines may find."""
    return found_outside(shown_tours())


class Section(Sitemap[Any], ABC):
    """Pages of one kind, in one language. ``limit`` is the number of them in one file.

    The protocol allows 50,000 addresses and 50 MB; with eleven alternates for each address the second
    bound comes first.
    """

    limit = 5_000
    name: ClassVar[str]
    by_language: ClassVar[bool] = False
    """Whether other languages hold other pages."""

    def __init__(self, language: str) -> None:
        self.language = language

    @abstractmethod
    def entries(self, items: Iterable[Any]) -> list[Entry]:
        """Return what a file says of these items."""

    @abstractmethod
    def newest(self) -> Day:
        """Return when a page of this kind last changed: one query."""

    def get_urls(
        self, page: int | str = 1, site: object = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """Return one file as Django's template prints it; addresses are those of the settings."""
        found = self.entries(self.paginator.page(page).object_list)
        return [self._address(entry) for entry in found]

    def _address(self, entry: Entry) -> dict[str, Any]:
        def whole(code: str) -> str:
            return str(settings.SITE_ADDRESS) + in_language(entry.path, code)

        usual = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in entry.languages else entry.languages[0]
        alternates = [{"lang_code": html_tag(code), "location": whole(code)} for code in entry.languages]
        return {
            "location": whole(self.language),
            "lastmod": entry.changed,
            "alternates": [*alternates, {"lang_code": "x-default", "location": whole(usual)}],
        }


class Entrances(Section):
    """The home page and the lists that everything hangs from; they change with the goods on them."""

    name = "entrances"
    routes = ("goods", "storefronts", "gi-register", "journeys", "entry-rules")

    def items(self) -> list[str]:
        return [f"/{self.language}/", *(reverse(route) for route in self.routes)]

    def entries(self, items: Iterable[str]) -> list[Entry]:
        changed = self.newest()
        return [Entry(path, changed, codes()) for path in items]

    def newest(self) -> Day:
        return newest_of(listed_goods())


class Dated(Section):
    """Records that say themselves when they were changed; ``route`` leads to each by its slug."""

    route: ClassVar[str]

    @abstractmethod
    def rows(self) -> QuerySet[Any]:
        """Return the records a search engine may find."""

    def items(self) -> QuerySet[Any]:
        return self.rows().order_by("pk").values_list("slug", "updated_at")

    def entries(self, items: Iterable[tuple[str, datetime]]) -> list[Entry]:
        return [Entry(reverse(self.route, args=[slug]), changed, codes()) for slug, changed in items]

    def newest(self) -> Day:
        return newest_of(self.rows())


class Goods(Dated):
    """Products."""

    name = route = "product"

    def rows(self) -> QuerySet[Any]:
        return listed_goods()


class Storefronts(Dated):
    """Storefronts."""

    name = route = "storefront"

    def rows(self) -> QuerySet[Any]:
        return found_outside(merchants.shown())


class Brands(Dated):
    """Brands."""

    name = route = "brand"

    def rows(self) -> QuerySet[Any]:
        return found_outside(merchants.shown_brands())


class Places(Dated):
    """Places travellers go to, and crossings they pass."""

    name = route = "place"

    def rows(self) -> QuerySet[Any]:
        return shown_places()


class Tours(Dated):
    """Tours; what departs, and with how many seats left, changes too often to be told here."""

    name = route = "tour"

    def rows(self) -> QuerySet[Any]:
        return listed_tours()


class Indications(Section):
    """Entries of the register of geographical indications; they change when their source is looked at."""

    name = "gi"

    def items(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = GeographicalIndication.objects.rewrite(False).order_by("pk")
        return rows.values_list("slug", "source__checked_on")

    def entries(self, items: Iterable[tuple[str, date | None]]) -> list[Entry]:
        return [Entry(reverse("gi", args=[slug]), checked, codes()) for slug, checked in items]

    def newest(self) -> Day:
        found: Day = GeographicalIndication.objects.aggregate(newest=Max("source__checked_on"))["newest"]
        return found


class Countries(Section):
    """China and the members of ASEAN; their pages change with their goods."""

    name = "country"

    def items(self) -> QuerySet[Any]:
        changed = newest_within(listed_goods().filter(country=OuterRef("pk")))
        return portal_countries().annotate(changed=changed).values_list("code", "changed")

    def entries(self, items: Iterable[tuple[str, datetime | None]]) -> list[Entry]:
        return [Entry(reverse("country", args=[code.lower()]), changed, codes()) for code, changed in items]

    def newest(self) -> Day:
        return newest_of(listed_goods())


class Categories(Section):
    """Places in the tree of goods; they change with the goods below them."""

    name = "category"

    def items(self) -> QuerySet[Any]:
        below = listed_goods().filter(category__path__startswith=OuterRef("path"))
        rows: QuerySet[Any] = Category.objects.rewrite(False).order_by("path")
        dated: QuerySet[Any] = rows.annotate(changed=newest_within(below))
        return dated.values_list("slug", "changed")

    def entries(self, items: Iterable[tuple[str, datetime | None]]) -> list[Entry]:
        return [Entry(reverse("category", args=[slug]), changed, codes()) for slug, changed in items]

    def newest(self) -> Day:
        return newest_of(listed_goods())


class Pages(Section):
    """Pages that editors wrote in this language; those shown for want of a translation are no pages of it."""

    name = "pages"
    by_language = True

    def rows(self) -> QuerySet[Any]:
        """Return the pages below the home page that this language has of its own."""
        return own_words(Page.objects.live().public()).filter(
            depth__gt=HOME_DEPTH, locale__language_code=self.language
        )

    def items(self) -> QuerySet[Any]:
        rows = self.rows().order_by("pk")
        return rows.values_list("url_path", "last_published_at", "translation_key")

    def entries(self, items: Iterable[tuple[str, datetime | None, Any]]) -> list[Entry]:
        listed = list(items)
        readable: dict[Any, set[str]] = {}
        every = own_words(Page.objects.live().public()).filter(
            translation_key__in=[key for _path, _changed, key in listed]
        )
        for key, code in every.values_list("translation_key", "locale__language_code"):
            readable.setdefault(key, set()).add(code)
        return [
            Entry(
                f"/{self.language}{path_of(url_path)}",
                changed,
                [code for code in codes() if code in readable[key]],
            )
            for url_path, changed, key in listed
        ]

    def newest(self) -> Day:
        return newest_of(self.rows(), "last_published_at")


def newest_of(rows: QuerySet[Any], column: str = "updated_at") -> Day:
    """Return the newest value of a column: one query."""
    found: Day = rows.order_by().aggregate(newest=Max(column))["newest"]
    return found


def newest_within(rows: QuerySet[Any]) -> Subquery:
    """Return when the newest of the rows changed, within the query that lists what they hang from."""
    return Subquery(rows.order_by("-updated_at").values("updated_at")[:1])


KINDS: tuple[type[Section], ...] = (
    Entrances,
    Goods,
    Storefronts,
    Brands,
    Places,
    Tours,
    Indications,
    Countries,
    Categories,
    Pages,
)
