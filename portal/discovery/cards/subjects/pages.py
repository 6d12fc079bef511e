"""Cards of the pages that editors write, and of the ways into the site."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from catalog.translation.texts import LocalText
from portal.discovery.cards.subjects.kind import Kind, Pictured, Words
from portal.discovery.cards.words import CardWords
from portal.pages.documents import MODELS, all_ids, group_ids
from portal.pages.models import ArticlePage, HomePage
from portal.pages.selectors.pieces import show_date
from portal.pages.selectors.site import site
from portal.pages.tree import nearest, own_words

HOME = "home"
ENTRANCE_NAMES = (HOME, "goods", "storefronts", "gi-register", "journeys", "entry-rules")
"""Names of their addresses; a card's record is the place in this list, from 1."""


def _pages(ids: Sequence[int], language: str) -> Words:
    """Say what is on the cards of pages that this language has words of its own for."""
    keys = group_ids(ids)
    said: dict[int, CardWords] = {}
    for model in MODELS:
        rows = own_words(model.objects.live().public()).filter(
            translation_key__in=keys, locale__language_code=language
        )
        for page in rows.select_related("picture").order_by("-pk"):
            picture = page.picture
            pictured = Pictured.read(picture.pk, picture.manifest) if picture else Pictured()
            dated = page if isinstance(page, ArticlePage) else None
            said[keys[page.translation_key]] = CardWords(
                subject=str(page.translation_key),
                language=language,
                title=LocalText(page.seo_title or page.title, language),
                kind=show_date(dated.date, language) if dated else "",
                line=dated.author if dated else "",
                picture=pictured.path,
                picture_id=pictured.id,
            )
    return said


def _entrances(ids: Sequence[int], language: str) -> Words:
    everywhere = _("China and the eleven members of ASEAN")
    kinds = _("Kinds of product named after their place, each with its sources")
    tagline = str(site(language).tagline or _("Goods and storefronts of China and ASEAN"))
    words = {
        HOME: (_heading(language), tagline),
        "goods": (LocalText(_("Goods"), language), everywhere),
        "storefronts": (LocalText(_("Storefronts"), language), everywhere),
        "gi-register": (LocalText(_("Geographical indications"), language), kinds),
        "journeys": (LocalText(_("Journeys"), language), everywhere),
        "entry-rules": (LocalText(_("Entry rules"), language), everywhere),
    }
    asked = {record: ENTRANCE_NAMES[record - 1] for record in ids if 0 < record <= len(ENTRANCE_NAMES)}
    return {
        record: CardWords(subject=name, language=language, title=words[name][0], line=words[name][1])
        for record, name in asked.items()
    }


def _heading(language: str) -> LocalText:
    """Return what the home page greets with: the editors' words in the nearest language, or the portal's."""
    rows = list(
        own_words(HomePage.objects.live()).values("translation_key", "heading", "locale__language_code")
    )
    best = next(iter(nearest(rows, language).values()), None)
    if best and best["heading"]:
        return LocalText(best["heading"], best["locale__language_code"])
    return LocalText(_("Search China and ASEAN in your own language"), language)


def _all_entrances() -> Iterator[int]:
    yield from range(1, len(ENTRANCE_NAMES) + 1)


PAGES = Kind("page", _pages, all_ids)
ENTRANCES = Kind("entrance", _entrances, _all_entrances)
