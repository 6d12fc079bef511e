"""Turns a tour of the demonstration into the document that is published."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from catalog.reference.languages import codes
from catalog.reference.money import Money
from catalog.tourism.models import Place
from catalog.tourism.tour_document import DayDocument, SeasonDocument, TourDocument
from catalog.translation.selectors import local_text
from portal.demo.schema import Texts
from portal.demo.tours.quarters import PRICED, Quarter, quarters
from portal.demo.tours.schema import DayEntry, TourEntry, TourWords

# Nobody answers there: the country code is not assigned.
EMERGENCY_PHONE = "+00 000 0000"
UNSPACED = {"zh-hans"}


def places_named(entry: TourEntry) -> set[str]:
    """Return the slugs of all places a tour names."""
    return {entry.meets[0], *(slug for day in entry.days for slug in day.places)}


def zone_of(entry: TourEntry, places: Mapping[str, Place]) -> str:
    """Return the time zone of a tour: that of the country in which its travellers meet."""
    return str(places[entry.meets[0]].country.time_zones[0])


def tour_document(
    entry: TourEntry, words: TourWords, places: Mapping[str, Place], *, today: date, picture: int
) -> TourDocument:
    """Return the document of a tour, priced from the quarter of ``today`` on for twelve months at least."""
    meets, phrase, at = entry.meets
    least, most = entry.group
    return TourDocument(
        source_language=entry.language,
        title=entry.title,
        summary=entry.summary,
        included=_listed(words.included[word] for word in entry.included),
        excluded=_listed(words.excluded[word] for word in entry.excluded),
        meeting=words.meeting[phrase],
        mode=entry.mode,
        begins=entry.days[0].places[0],
        ends=entry.days[-1].places[-1],
        days=tuple(_day(day, words, places) for day in entry.days),
        guide_languages=entry.guides,
        group_min=least,
        group_max=most,
        bands=entry.bands,
        only_nationals=entry.only_nationals,
        currency=entry.currency,
        seasons=tuple(_season(entry, quarter) for quarter in quarters(today, PRICED)),
        cancellation=entry.cancellation,
        meeting_place=meets,
        meeting_time=time.fromisoformat(at),
        time_zone=zone_of(entry, places),
        emergency_phone=EMERGENCY_PHONE,
        cutoff_hours=entry.cutoff_hours,
        decision_days=entry.decision_days,
        names_days=entry.names_days,
        pictures=(picture,),
    )


def _listed(phrases: Iterable[Texts]) -> Texts:
    """Return phrases one under the other, in every language."""
    said = list(phrases)
    return {code: "\n".join(texts[code] for texts in said) for code in codes()}


def _day(day: DayEntry, words: TourWords, places: Mapping[str, Place]) -> DayDocument:
    """Return a day: it is called after its places, but for those where a border is crossed."""
    stays = [places[slug] for slug in day.places]
    stays = [place for place in stays if place.kind != Place.Kind.CROSSING] or stays
    said = [words.days[word] for word in day.says]
    return DayDocument(
        title={code: " – ".join(_name(place, code) for place in stays) for code in codes()},
        text={
            code: ("" if code in UNSPACED else " ").join(texts[code] for texts in said) for code in codes()
        },
        places=day.places,
    )


def _name(place: Place, code: str) -> str:
    # Its state is of no interest here, and asking for it would be a query for every word.
    return local_text(place, "name", code, states={}).value or place.slug


def _season(entry: TourEntry, quarter: Quarter) -> SeasonDocument:
    percent = entry.quarters[quarter.number]
    return SeasonDocument(
        from_day=quarter.first,
        until_day=quarter.last,
        prices={
            band: Money.from_decimal(_whole(amount * percent / 100), entry.currency).minor
            for band, amount in entry.prices.items()
        },
    )


def _whole(amount: Decimal) -> Decimal:
    """Return whole major units: a price nobody wonders about."""
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
