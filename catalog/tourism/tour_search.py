"""What search knows of tours."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.documents import COUNTRY
from catalog.products.presenting import reader_of
from catalog.reference.languages import codes
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Facet, Row
from catalog.search.documents import SearchDocument
from catalog.search.services import mark_dirty
from catalog.tourism.departure_events import DeparturesChanged
from catalog.tourism.finding.choice import month_of
from catalog.tourism.finding.words import days_words, month_words, price_values, room_marks
from catalog.tourism.models import Route, Tour, TourStop
from catalog.tourism.selectors.departures import SOON, departing_months, with_room
from catalog.tourism.selectors.tour_cards import tour_cards
from catalog.tourism.selectors.tours import shown
from catalog.translation.selectors import texts_of_each

KIND = "tour"
TITLES = {code: build_localized_fieldname("title", code) for code in codes()}
SUMMARIES = {code: build_localized_fieldname("summary", code) for code in codes()}


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the tours that a visitor may see: three queries.

    The months in which they depart are kept in the index, for they change with departures alone. How many
    seats are left changes with every booking, so it is in no index: rows and the list of tours tell it.
    """
    countries = _countries(ids)
    months = departing_months(ids, now=timezone.now())
    columns = (*TITLES.values(), *SUMMARIES.values())
    for row in shown().filter(pk__in=list(ids)).values("pk", *columns):
        yield SearchDocument(
            kind=KIND,
            id=row["pk"],
            titles={code: row[column] for code, column in TITLES.items() if row[column]},
            bodies={code: row[column] for code, column in SUMMARIES.items() if row[column]},
            facets={"country": countries[row["pk"]], "departs": months.get(row["pk"], ())},
        )


def _countries(ids: Sequence[int]) -> Mapping[int, list[str]]:
    """Return the countries each of the tours leads through, in their order."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = TourStop.objects.filter(tour__in=list(ids)).order_by("tour", "position")
    for tour, country in rows.values_list("tour_id", "place__country_id"):
        if country not in found[tour]:
            found[tour].append(country)
    return found


def follow_departures(event: DeparturesChanged) -> None:
    """Have the index follow the months in which tours depart."""
    mark_dirty(kind=KIND, ids=event.tours)


def _months(values: Sequence[str], language: str) -> Mapping[str, str]:
    """Name months, this one and those to come."""
    this = timezone.now().date().replace(day=1)
    named = {value: month_of(value) for value in values}
    return {value: month_words(month, language) for value, month in named.items() if month and month >= this}


DEPARTS = Facet("departs", _("Departs in"), _months, in_order=True)


def all_ids() -> Iterator[int]:
    """Yield the id of every tour that a visitor may see."""
    yield from shown().order_by("pk").values_list("pk", flat=True)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return those of the tours that a visitor may see, with their next departure now: three queries."""
    language, today = preferences.language, timezone.now().date()
    cards, reader = tour_cards(shown().filter(pk__in=list(ids)), language=language), reader_of(preferences)
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
            price=price_values(card, reader),
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
    facets=(COUNTRY, DEPARTS),
    addresses=addresses,
)
