"""What search knows of tours."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.documents import COUNTRY
from catalog.reference.languages import codes
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Row
from catalog.search.documents import SearchDocument
from catalog.tourism.finding.words import days_words, room_marks
from catalog.tourism.models import Route, Tour, TourStop
from catalog.tourism.selectors.departures import SOON, with_room
from catalog.tourism.selectors.tour_cards import tour_cards
from catalog.tourism.selectors.tours import shown
from catalog.translation.selectors import texts_of_each

KIND = "tour"
TITLES = {code: build_localized_fieldname("title", code) for code in codes()}
SUMMARIES = {code: build_localized_fieldname("summary", code) for code in codes()}


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the tours that a visitor may see: two queries."""
    countries = _countries(ids)
    columns = (*TITLES.values(), *SUMMARIES.values())
    for row in shown().filter(pk__in=list(ids)).values("pk", *columns):
        yield SearchDocument(
            kind=KIND,
            id=row["pk"],
            titles={code: row[column] for code, column in TITLES.items() if row[column]},
            bodies={code: row[column] for code, column in SUMMARIES.items() if row[column]},
            facets={"country": countries[row["pk"]]},
        )


def _countries(ids: Sequence[int]) -> Mapping[int, list[str]]:
    """Return the countries each of the tours leads through, in their order."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = TourStop.objects.filter(tour__in=list(ids)).order_by("tour", "position")
    for tour, country in rows.values_list("tour_id", "place__country_id"):
        if country not in found[tour]:
            found[tour].append(country)
    return found


def all_ids() -> Iterator[int]:
    """Yield the id of every tour that a visitor may see."""
    yield from shown().order_by("pk").values_list("pk", flat=True)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return those of the tours that a visitor may see, with their next departure now: three queries."""
    language, today = preferences.language, timezone.now().date()
    cards = tour_cards(shown().filter(pk__in=list(ids)), language=language)
    rooms = with_room(from_day=today, until_day=today + SOON) if cards else {}
    names = texts_of_each(Tour.objects.rewrite(False), "title", [card.id for card in cards])
    rows = {}
    for card in cards:
        room = rooms.get(card.id)
        rows[card.id] = Row(
            url=f"/{language}/tour/{card.slug}/",
            title=card.title,
            original=card.original,
            texts=names.get(card.id, []),
            picture=card.picture,
            line=f"{days_words(card.days)} · {Route.Mode(card.mode).label} · {card.organization.value}",
            marks=room_marks(room, language) if room else [],
        )
    return rows


def addresses(ids: Sequence[int], language: str) -> Mapping[int, str]:
    """Return where those of the tours are that a visitor may see at this moment: one query."""
    rows = shown().filter(pk__in=list(ids)).order_by().values_list("pk", "slug")
    return {pk: f"/{language}/tour/{slug}/" for pk, slug in rows}


CONTRIBUTOR = Contributor(
    name=KIND,
    label=_("Tours"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(COUNTRY,),
    addresses=addresses,
)
