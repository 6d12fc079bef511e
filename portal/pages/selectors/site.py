"""Reads: what editors say of the whole site, kept until they say something else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from catalog.files.manifest import Manifest
from catalog.reference.languages import codes, html_tag, pick
from catalog.seams import freshness
from portal.pages.blocks.links import for_reader, line_name
from portal.pages.models import SiteSettings
from portal.pages.models.base import HOME_DEPTH
from portal.pages.tree import Named, for_everybody, named

AREA = "settings"
LIFETIME = 24 * 60 * 60  # seconds; the generation in the key ends it sooner


@dataclass(frozen=True, slots=True)
class Words:
    """A few words, and the ``lang`` attribute they need: empty where they are in the page's language."""

    text: str
    tag: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class SiteLink:
    """A link of navigation or footer. ``path`` is below the language where it leads into the portal."""

    words: Words
    path: str
    outside: bool = False

    def url(self, language: str) -> str:
        """Return the address for a reader of that language."""
        return self.path if self.outside else for_reader(self.path, language)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the footer."""

    heading: Words
    links: tuple[SiteLink, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The site as a reader of one language finds it; what editors left open is empty."""

    name: Words = Words("")
    tagline: Words = Words("")
    logo: Manifest | None = None
    email: str = ""
    telephone: str = ""
    seat: Words = Words("")
    filings: tuple[tuple[str, str, str], ...] = ()
    navigation: tuple[SiteLink, ...] = ()
    menu: tuple[SiteLink, ...] = ()
    columns: tuple[Column, ...] = ()
    legal: tuple[SiteLink, ...] = ()


def kept_site(language: str) -> Site | None:
    """Return the site if it is kept: asks no database, so that error pages may use it."""
    kept = caches["frame"].get(_key(language))
    return kept if isinstance(kept, Site) else None


def site(language: str) -> Site:
    """Return the site for readers of a language; asks the database once per change and process."""
    # The key is made before the rows are read: what is kept is never older than its generation.
    key = _key(language)
    kept = caches["frame"].get(key)
    if isinstance(kept, Site):
        return kept
    found = _read(language)
    caches["frame"].set(key, found, LIFETIME)
    return found


def site_name(language: str) -> str:
    """Return what the site is called in a language: by its editors, else by itself."""
    with translation.override(language):
        return str(site(language).name or _("China–ASEAN Expo Online"))


def _key(language: str) -> str:
    return f"{freshness.generation(AREA)}:{language}"


def _read(language: str) -> Site:
    menu = _menu(language)
    row = SiteSettings.objects.select_related("logo").order_by("pk").first()
    if row is None:
        return Site(menu=menu)
    columns = [item["value"] for item in row.columns.raw_data]
    lists = {
        name: [item["value"] for item in getattr(row, name).raw_data] for name in ("navigation", "legal")
    }
    inside = [item["value"] for column in columns for item in column["links"]]
    pages = named(_page_ids([*lists["navigation"], *lists["legal"], *inside]), language)

    def shown(links: Iterable[Mapping[str, Any]]) -> tuple[SiteLink, ...]:
        return tuple(link for value in links if (link := _link(value, pages, language)))

    filings = (("icp", row.icp_number, row.icp_address), ("police", row.police_number, row.police_address))
    return Site(
        name=_words(row.name, language),
        tagline=_words(row.tagline, language),
        logo=row.logo.sizes if row.logo else None,
        email=row.email,
        telephone=row.telephone,
        seat=_words(row.seat, language),
        filings=tuple(filing for filing in filings if filing[1]),
        navigation=shown(lists["navigation"]),
        menu=menu,
        columns=tuple(
            Column(
                _words(_by_language(column["heading"]), language),
                shown(item["value"] for item in column["links"]),
            )
            for column in columns
        ),
        legal=shown(lists["legal"]),
    )


def _menu(language: str) -> tuple[SiteLink, ...]:
    """Return links to the pages right below the home page that their editors want in menus."""
    rows = for_everybody(Page.objects).filter(depth=HOME_DEPTH + 1).order_by("path")
    # The tree the page was written in comes first and decides: its translations may be older.
    first: dict[Any, tuple[int, bool]] = {}
    for key, pk, in_menu in rows.values_list("translation_key", "pk", "show_in_menus"):
        first.setdefault(key, (pk, in_menu))
    pages = named((pk for pk, in_menu in first.values() if in_menu), language)
    return tuple(SiteLink(_tagged(page.title, page.language, language), page.path) for page in pages.values())


def _page_ids(links: Iterable[Mapping[str, Any]]) -> set[int]:
    return {link["target"]["page"] for link in links if link["target"].get("page")}


def _link(value: Mapping[str, Any], pages: Mapping[int, Named], language: str) -> SiteLink | None:
    """Return a link, or None where its page cannot be read (any more)."""
    words = _words(_by_language(value["words"]), language)
    target = value["target"]
    if target.get("page"):
        page = pages.get(target["page"])
        if page is None:
            return None
        return SiteLink(words or _tagged(page.title, page.language, language), page.path)
    path = target.get("address") or "/"
    return SiteLink(words, path, outside=not path.startswith("/"))


def _by_language(words: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a block by language code."""
    return {code: words.get(line_name(code), "") for code in codes()}


def _words(texts: Mapping[str, str], language: str) -> Words:
    text, found = pick(texts, language, settings.MODELTRANSLATION_DEFAULT_LANGUAGE)
    return _tagged(text, found, language)


def _tagged(text: str, found: str, language: str) -> Words:
    return Words(text, "" if found in {"", language} else html_tag(found))
