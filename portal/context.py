"""What the frame around every page shows: name, languages, ways in, currencies, who is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from operator import getitem
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from catalog.merchants.models import Organization
from catalog.reference.languages import html_tag
from catalog.seams import preferences
from catalog.search.contributors import CONTRIBUTORS
from portal.accounts.onward import along
from portal.accounts.preferences import currency_choices, signed_in
from portal.addresses import in_language, language_in
from portal.pages.selectors.site import Site, SiteLink, Words, kept_site
from portal.pages.selectors.site import site as site_of

# The first part of an address of one thing, and that of the list it stands on.
LISTED_AT = {
    "product": "goods",
    "storefront": "storefronts",
    "brand": "storefronts",
    "place": "journeys",
    "tour": "journeys",
}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one language: ``url`` within the site, ``address`` whole and without a query."""

    code: str
    tag: str
    name: str
    url: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A way into the site, ``current`` while the visitor is inside it; ``lang`` if it is not the page's."""

    label: str
    url: str
    current: bool
    lang: str = ""


@dataclass(frozen=True, slots=True)
class CurrencyChoice:
    """A currency prices may be converted to for display. An empty code leaves them as they are."""

    code: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class SearchKind:
    """A kind of record the search may be limited to. ``value`` is that of the address's ``kind``."""

    value: str
    label: str
    current: bool


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Return this page in every language of the portal."""
    full, here = request.get_full_path(), language_in(request.path_info)
    path = full.partition("?")[0]
    return [
        LanguageLink(
            code=code,
            tag=html_tag(code),
            name=name,
            url=along(full, code),
            address=settings.SITE_ADDRESS + in_language(path, code),
            current=code == here,
        )
        for code, name in settings.LANGUAGES
    ]


def navigation(request: HttpRequest, site: Site | None = None) -> list[NavEntry]:
    """Return the ways into the site: the editors' own where they have said any, else those that exist."""
    if site is not None and site.navigation:
        return nav_entries(site.navigation, request)
    entries = (
        (_("Goods"), reverse("goods")),
        (_("Storefronts"), reverse("storefronts")),
        (_("The fair"), reverse("fair")),
        (_("Geographical indications"), reverse("gi-register")),
        (_("Journeys"), reverse("journeys")),
    )
    ways = [NavEntry(label, url, is_inside(request.path, url)) for label, url in entries]
    return ways + (nav_entries(site.menu, request) if site is not None else [])


def is_inside(path: str, way: str) -> bool:
    """Tell whether a page lies behind a way in: below it, or one thing of what is listed there."""
    if path.startswith(way):
        return True
    language, _slash, rest = path.lstrip("/").partition("/")
    listed_at = LISTED_AT.get(rest.partition("/")[0], "")
    return bool(listed_at) and way == f"/{language}/{listed_at}/"


def nav_entries(links: Iterable[SiteLink], request: HttpRequest) -> list[NavEntry]:
    """Return links as this page shows them, in the language of the page."""
    language = get_language() or settings.LANGUAGE_CODE
    return [
        NavEntry(
            label=link.words.text,
            url=link.url(language),
            current=not link.outside and link.path != "/" and is_inside(request.path, link.url(language)),
            lang=link.words.tag,
        )
        for link in links
    ]


def search_kinds(request: HttpRequest) -> list[SearchKind]:
    """Return what may be searched by itself, as the rooms have registered it."""
    chosen = request.GET.get("kind", "")
    return [SearchKind(kind.name, str(kind.label), kind.name == chosen) for kind in CONTRIBUTORS]


def currencies(current: str) -> list[CurrencyChoice]:
    """Return the currencies prices may be converted to, named in the active language; the first is none."""
    language = get_language() or settings.LANGUAGE_CODE
    offered = (("", _("As the seller says")), *currency_choices(language))
    return [CurrencyChoice(code, label, code == current) for code, label in offered]


def demonstration_is_shown() -> bool:
    """Tell whether fictional organizations stand in the catalogue."""
    return Organization.objects.filter(is_demo=True).exists()


# What site_frame returns; its values are asked for only where they are shown.
OF_THE_SITE = ("site", "site_name", "site_brand", "tagline", "nav", "footer_columns", "legal")


def site_frame(request: HttpRequest, site: Site) -> dict[str, Any]:
    """Return what editors may say of the site, and the portal's own words where they have not."""
    own_name = Words(_("China–ASEAN Expo Online"))
    own_tagline = Words(_("Goods and storefronts of China and ASEAN"))
    return {
        "site": site,
        "site_name": (site.name or own_name).text,
        "site_brand": site.name or own_name,
        "tagline": site.tagline or own_tagline,
        "nav": navigation(request, site),
        "footer_columns": [
            {"heading": column.heading, "links": nav_entries(column.links, request)}
            for column in site.columns
        ],
        "legal": nav_entries(site.legal, request),
    }


def bare_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of a page that must not read the database, the session or the user.

    What editors say of the site is shown where this process keeps it already.
    """
    links = language_links(request)
    language = get_language() or settings.LANGUAGE_CODE
    return site_frame(request, kept_site(language) or Site()) | {
        "language_tag": html_tag(language),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "language_links": links,
        "language_name": dict(settings.LANGUAGES).get(language, language),
        "canonical": next((link.address for link in links if link.current), ""),
        "x_default": next(link.address for link in links if link.code == settings.LANGUAGE_CODE),
        "search_kinds": search_kinds(request),
        "home_url": f"/{language}/",
        "this_page": request.get_full_path(),
        "bare": True,
    }


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame of an ordinary page. What needs a query is asked only when shown."""
    chosen = preferences.of(request)
    language = get_language() or settings.LANGUAGE_CODE
    told = SimpleLazyObject(lambda: site_frame(request, site_of(language)))
    return bare_frame(request) | {
        **{name: SimpleLazyObject(partial(getitem, told, name)) for name in OF_THE_SITE},
        "bare": False,
        "currency": chosen.currency,
        "currencies": currencies(chosen.currency),
        "low_data": chosen.low_data,
        "person": SimpleLazyObject(lambda: signed_in(request)),
        "demo": SimpleLazyObject(demonstration_is_shown),
    }
