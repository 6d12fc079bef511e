"""Booths on pages of other rooms, and as something a visitor writes about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.conversations.seller_slots import ways
from catalog.conversations.subjects import Subject, SubjectKind
from catalog.seams.preferences import Preferences
from catalog.translation.texts import tag_unless
from expo.fair.models import Booth, Exhibit
from expo.fair.selectors.booths import BoothCard, cards, shown
from expo.fair.selectors.living import LIVING
from expo.fair.selectors.staffing import staffed_booths

Values = Mapping[int, Mapping[str, Any]]
# A booth's address is one word where it is written to: its edition and its own slug, which has no "_".
BETWEEN = "_"
IN_PATH = "/booth/"


def current_booths() -> QuerySet[Booth]:
    """Return the booths visitors see at the current edition, as long as that lives."""
    return shown().filter(edition__is_current=True, edition__state__in=LIVING)


def on_products(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each product the booth that shows it at the current edition: three queries."""
    rows = Exhibit.objects.filter(product__in=list(ids), booth__in=current_booths().values("pk"))
    booths = dict(rows.order_by("-pk").values_list("product_id", "booth_id"))
    return _shown_at(booths, preferences.language)


def on_storefronts(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each storefront the booth of its organization at the current edition: three queries."""
    rows = current_booths().filter(organization__storefront__in=list(ids))
    booths = dict(rows.values_list("organization__storefront", "pk"))
    return _shown_at(booths, preferences.language)


def _shown_at(booths: Mapping[int, int], language: str) -> Values:
    if not booths:
        return {}
    known = {card.id: card for card in cards(shown().filter(pk__in=booths.values()), language=language)}
    staffed = set(staffed_booths())
    return {
        one: _line(known[booth], language, is_staffed=booth in staffed)
        for one, booth in booths.items()
        if booth in known
    }


def _line(card: BoothCard, language: str, *, is_staffed: bool) -> Mapping[str, Any]:
    return {
        "url": reverse("fair-booth", args=[card.edition, card.slug]),
        "name": card.name.value,
        "lang": tag_unless(card.name, language),
        "stand": card.stand,
        "is_staffed": is_staffed,
    }


def on_booths(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each booth how to write to it: two queries."""
    rows = Booth.objects.filter(pk__in=list(ids)).values_list(
        "pk", "edition__slug", "slug", "organization_id"
    )
    return ways(
        kind="booth",
        rows=[(pk, f"{edition}{BETWEEN}{slug}", organization) for pk, edition, slug, organization in rows],
    )


def cards_at_booths(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each booth of a living edition where a visitor offers a card: one query."""
    rows = shown().filter(pk__in=list(ids), edition__state__in=LIVING)
    return {
        pk: {"url": reverse("fair-booth-card", args=[edition, slug])}
        for pk, edition, slug in rows.values_list("pk", "edition__slug", "slug")
    }


def _ids(slugs: Sequence[str]) -> Mapping[str, int]:
    """Return the ids of booths by the words they are written to, or by the end of their page's address."""
    pairs = {}
    for slug in slugs:
        edition, _between, own = slug.replace(IN_PATH, BETWEEN).partition(BETWEEN)
        pairs[edition, own] = slug
    rows = Booth.objects.filter(
        edition__slug__in=[edition for edition, _own in pairs], slug__in=[own for _edition, own in pairs]
    )
    found = rows.values_list("pk", "edition__slug", "slug")
    return {pairs[edition, own]: pk for pk, edition, own in found if (edition, own) in pairs}


def _subjects(ids: Sequence[int], language: str) -> Mapping[int, Subject]:
    found = cards(shown().filter(pk__in=list(ids)), language=language)
    return {
        card.id: Subject(
            card.id,
            card.name,
            reverse("fair-booth", args=[card.edition, card.slug]),
            card.organization_id,
        )
        for card in found
    }


SUBJECT = SubjectKind("booth", _("booth"), _ids, _subjects, page=r"fair/([^/]+/booth/[^/]+)/")
