"""Where pages stand: one path for all languages, and which languages a page exists in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from catalog.reference.languages import chain
from catalog.seams.kept_reads import kept


def path_of(url_path: str) -> str:
    """Return the address of a page below its language, ``/news/tea/``, from Wagtail's path of it.

    Wagtail's begins with the slug of the language's home page, which no address shows.
    """
    _nothing, _home, *rest = url_path.split("/")
    return "/" + "/".join(rest) if rest else "/"


def own_words(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out mirrors: a page that only repeats another language's is no translation.

    wagtail-localize makes them so that a translated page has parents to stand under.
    """
    return pages.filter(Q(alias_of=None) | Q(alias_of__locale_id=F("locale_id")))


def for_everybody(pages: Any) -> QuerySet[Any]:
    """Return the live ones of pages (a page manager), without mirrors and what is only for some readers.

    Lists, menus, feeds and search show nothing of what editors keep to some, nor of what stands below it.
    Wagtail's own ``public()`` says the same with a query more.
    """
    asked = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    kept = PageViewRestriction.objects.annotate(asked=asked).filter(asked__startswith=F("page__path"))
    return own_words(pages.live()).exclude(Exists(kept))


def is_mirror(page: Page) -> bool:
    """Tell whether a page only repeats another language's, as the parents of a translated page may."""
    return page.alias_of_id is not None and page.alias_of.locale_id != page.locale_id


@kept("pages")
def languages_of(page: Page) -> tuple[str, ...]:
    """Return the languages in which the page can be read: one query."""
    found = own_words(Page.objects.live().filter(translation_key=page.translation_key))
    known = set(found.values_list("locale__language_code", flat=True))
    return tuple(code for code, _name in settings.LANGUAGES if code in known)


@dataclass(frozen=True, slots=True)
class Named:
    """A live page as a link shows it: its title in the nearest language, and its path below the language."""

    title: str
    language: str
    path: str


def named(ids: Iterable[int], language: str) -> dict[int, Named]:
    """Return the live ones among these pages in the nearest language to the reader's: two queries."""
    wanted = dict(Page.objects.filter(pk__in=set(ids)).values_list("pk", "translation_key"))
    if not wanted:
        return {}
    rows = own_words(Page.objects.live().filter(translation_key__in=set(wanted.values()))).values(
        "translation_key", "title", "url_path", "locale__language_code"
    )
    best = nearest(rows, language)
    return {
        pk: Named(row["title"], row["locale__language_code"], path_of(row["url_path"]))
        for pk, key in wanted.items()
        if (row := best.get(key))
    }


def nearest(rows: Iterable[Mapping[str, Any]], language: str) -> dict[Any, Mapping[str, Any]]:
    """Return of each page the row in the language nearest to the reader's, by translation key."""
    order = {
        code: place for place, code in enumerate(chain(language, settings.MODELTRANSLATION_DEFAULT_LANGUAGE))
    }
    best: dict[Any, Mapping[str, Any]] = {}
    for row in rows:
        known = best.get(row["translation_key"])
        if known is None or _rank(order, row) < _rank(order, known):
            best[row["translation_key"]] = row
    return best


def _rank(order: Mapping[str, int], row: Mapping[str, Any]) -> int:
    return order.get(row["locale__language_code"], len(order))
