"""Suggested partners in words: the booth, why it is suggested, what to look at there, how to meet."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.products.selectors.tree import CategoryTree
from catalog.reference.cldr import country_name, language_name
from catalog.reference.units import show_quantity
from catalog.seams.preferences import Preferences
from catalog.translation.texts import tag_unless
from expo.fair.models import Booth, Exhibit
from expo.fair.selectors.booths import BoothCard, cards
from expo.fair.selectors.exhibits import ExhibitLine, lines
from expo.meetings.exhibitor_slots import on_booths
from expo.meetings.selectors.partners import EXHIBITS_EACH, Match


def reasons(match: Match, tree: CategoryTree, language: str) -> list[str]:
    """Return why a booth is suggested, a sentence for each part of the interest that it suits."""
    said = []
    if match.categories:
        names = ", ".join(node.name.value for node in tree.nodes if node.id in match.categories)
        said.append(_("Shows what you look for: %(categories)s") % {"categories": names})
    if match.countries:
        countries = ", ".join(sorted(country_name(code, language) for code in match.countries))
        said.append(_("Goods from a country you named: %(countries)s") % {"countries": countries})
    if match.smallest:
        _yours, least, unit = match.smallest
        quantity = show_quantity(least, unit, language)
        said.append(_("Sells from %(quantity)s: no more than you buy at a time") % {"quantity": quantity})
    if match.languages:
        spoken = ", ".join(language_name(code, language) for code in match.languages)
        said.append(_("Speaks your language at the booth: %(languages)s") % {"languages": spoken})
    return said


def partner_values(matches: Sequence[Match], tree: CategoryTree, reader: Preferences) -> list[dict[str, Any]]:
    """Return what the page shows of each match, in their order: four queries however many there are."""
    booths = [match.booth for match in matches]
    found = {
        card.id: card
        for card in cards(Booth.objects.rewrite(False).filter(pk__in=booths), language=reader.language)
    }
    wanted = {pk for match in matches for pk in match.exhibits[:EXHIBITS_EACH]}
    shown = {
        line.id: line
        for line in lines(Exhibit.objects.rewrite(False).filter(pk__in=wanted), language=reader.language)
    }
    ways = on_booths(booths, reader)
    return [
        _values(match, found[match.booth], shown, reader.language)
        | {
            "reasons": reasons(match, tree, reader.language),
            "ask": ways.get(match.booth, {}).get("url", ""),
        }
        for match in matches
        # A booth withdrawn between two of the queries.
        if match.booth in found
    ]


def _values(match: Match, card: BoothCard, shown: Mapping[int, ExhibitLine], language: str) -> dict[str, Any]:
    at = [card.edition, card.slug]
    return {
        "id": card.id,
        "name": card.name.value,
        "lang": tag_unless(card.name, language),
        "url": reverse("fair-booth", args=at),
        "country": country_name(card.country, language),
        "stand": card.stand,
        "exhibits": [
            {
                "title": shown[pk].texts["title"].value,
                "lang": tag_unless(shown[pk].texts["title"], language),
                "url": reverse("fair-exhibit", args=[*at, pk]),
            }
            for pk in match.exhibits[:EXHIBITS_EACH]
            if pk in shown
        ],
        "more": len(match.exhibits) - EXHIBITS_EACH,
    }
