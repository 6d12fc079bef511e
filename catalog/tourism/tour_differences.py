"""What differs between two documents of a tour, in words: for reviewers, and for two who edit at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from babel.dates import format_date, format_time
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.products.differences import NOTHING, Difference
from catalog.reference.cldr import country_name, language_name, locale_of
from catalog.reference.currencies import is_currency
from catalog.reference.display import show_money
from catalog.reference.languages import html_tag
from catalog.reference.money import Money
from catalog.tourism.models import Place, Route
from catalog.tourism.tour_document import TourDocument
from catalog.tourism.tour_texts import DAY, PICTURE, texts_of
from catalog.tourism.words import BANDS, guide_language, word
from catalog.translation.selectors import localized

Names = Mapping[str, str]
Told = Callable[[TourDocument, str, Names], str]
LABELS: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "included": gettext_lazy("Included"),
    "excluded": gettext_lazy("Not included"),
    "meeting": gettext_lazy("Meeting point"),
}


def label_of(place: str) -> str:
    """Return what a text of a tour is called in the active language."""
    if place.startswith(DAY):
        number, part = place.removeprefix(DAY).split(".")
        day = _("Day %(number)s") % {"number": number}
        return day if part == "title" else _("%(day)s: what happens") % {"day": day}
    if place.startswith(PICTURE):
        return _("Picture")
    return str(LABELS[place])


def places_named(documents: Iterable[TourDocument], language: str) -> dict[str, str]:
    """Return what the places of documents are called, by their slugs: one query."""
    slugs = {slug for one in documents for day in one.days for slug in day.places}
    slugs |= {slug for one in documents for slug in (one.begins, one.ends, one.meeting_place)}
    rows = Place.objects.rewrite(False).filter(slug__in=slugs).annotate(**localized(Place, "name", language))
    return dict(rows.values_list("slug", "name_text"))


def differences(before: TourDocument, after: TourDocument, language: str, names: Names) -> list[Difference]:
    """Return what ``after`` says otherwise than ``before``, texts first, then as the form has it."""
    return [*_texts(before, after, language), *_others(before, after, language, names)]


def affected(before: TourDocument, after: TourDocument, language: str) -> list[tuple[str, list[str]]]:
    """Return the texts whose original changes while translations stay: its label, and their languages."""
    own, were = after.source_language, texts_of(before)
    found = []
    for place, now in texts_of(after).items():
        was = were.get(place, {})
        if not was.get(own) or was.get(own) == now.get(own):
            continue
        left = [code for code in now if code != own and now[code] and now[code] == was.get(code)]
        if left:
            found.append((label_of(place), [language_name(code, language) for code in left]))
    return found


def _texts(before: TourDocument, after: TourDocument, language: str) -> Iterator[Difference]:
    were, are = texts_of(before), texts_of(after)
    for place in dict.fromkeys([*are, *were]):
        was, now = were.get(place, {}), are.get(place, {})
        for code in dict.fromkeys([after.source_language, *was, *now]):
            if was.get(code, "") != now.get(code, ""):
                label = f"{label_of(place)} · {language_name(code, language)}"
                said = (was.get(code) or NOTHING, now.get(code) or NOTHING)
                yield Difference(place, label, *said, html_tag(code))


def _others(before: TourDocument, after: TourDocument, language: str, names: Names) -> Iterator[Difference]:
    for field, (label, told) in FIELDS.items():
        was, now = told(before, language, names), told(after, language, names)
        if was != now:
            yield Difference(field, str(label), was or NOTHING, now or NOTHING)


def _way(document: TourDocument, language: str, names: Names) -> str:
    return "\n".join(
        f"{number}. {' – '.join(names.get(slug, slug) for slug in day.places) or NOTHING}"
        for number, day in enumerate(document.days, 1)
    )


def _bands(document: TourDocument, language: str, names: Names) -> str:
    lines = []
    for band in document.bands:
        ages = f"{band.age_from}–{band.age_to}" if band.age_to is not None else f"{band.age_from}+"
        seat = "" if band.seat else f" ({_('no seat')})"
        lines.append(f"{word(BANDS, band.key)}: {ages}{seat}")
    return "\n".join(lines)


def _seasons(document: TourDocument, language: str, names: Names) -> str:
    def money(minor: int) -> str:
        known = is_currency(document.currency)
        return str(show_money(Money(minor, document.currency), language)) if known else str(minor)

    locale = locale_of(language)
    lines = []
    for season in document.seasons:
        days = [format_date(one, "medium", locale=locale) for one in (season.from_day, season.until_day)]
        prices = [f"{word(BANDS, key)} {money(minor)}" for key, minor in season.prices.items()]
        lines.append(f"{' – '.join(days)}: {', '.join(prices)}")
    return "\n".join(lines)


def _steps(document: TourDocument, language: str, names: Names) -> str:
    return "\n".join(
        _("Fewer than %(days)d days before: %(keeps)d %%") % {"days": one.days_before, "keeps": one.keeps}
        for one in document.cancellation
    )


def _meets(document: TourDocument, language: str, names: Names) -> str:
    at = document.meeting_time
    clock = format_time(at, "short", locale=locale_of(language)) if at else ""
    parts = (names.get(document.meeting_place, document.meeting_place), clock, document.time_zone)
    return " · ".join(part for part in parts if part)


def _nations(codes: Iterable[str], language: str) -> str:
    return ", ".join(country_name(code, language) for code in codes)


FIELDS: dict[str, tuple[str | Promise, Told]] = {
    "held": (
        gettext_lazy("Languages held back"),
        lambda document, language, _names: ", ".join(language_name(code, language) for code in document.held),
    ),
    "mode": (
        gettext_lazy("By"),
        lambda document, _language, _names: str(dict(Route.Mode.choices).get(document.mode, document.mode)),
    ),
    "begins": (gettext_lazy("Begins in"), lambda one, _language, names: names.get(one.begins, one.begins)),
    "ends": (gettext_lazy("Ends in"), lambda one, _language, names: names.get(one.ends, one.ends)),
    "days": (gettext_lazy("Places by day"), _way),
    "guide_languages": (
        gettext_lazy("Languages of the guides"),
        lambda one, language, _names: ", ".join(guide_language(tag, language) for tag in one.guide_languages),
    ),
    "group_max": (
        gettext_lazy("Group"),
        lambda one, _language, _names: f"{one.group_min}–{one.group_max}",
    ),
    "bands": (gettext_lazy("Age bands"), _bands),
    "only_nationals": (
        gettext_lazy("Only holders of passports of"),
        lambda one, language, _names: _nations(one.only_nationals, language),
    ),
    "not_nationals": (
        gettext_lazy("Not for holders of passports of"),
        lambda one, language, _names: _nations(one.not_nationals, language),
    ),
    "seasons": (gettext_lazy("Seasons and prices"), _seasons),
    "cancellation": (gettext_lazy("Cancellation"), _steps),
    "meeting_place": (gettext_lazy("Where and when travellers meet"), _meets),
    "emergency_phone": (gettext_lazy("Emergency phone"), lambda one, _language, _names: one.emergency_phone),
    "cutoff_hours": (
        gettext_lazy("Bookings end, hours before"),
        lambda one, _language, _names: str(one.cutoff_hours),
    ),
    "decision_days": (
        gettext_lazy("The smallest group is decided about, days before"),
        lambda one, _language, _names: str(one.decision_days),
    ),
    "names_days": (
        gettext_lazy("Names of travellers are due, days before"),
        lambda one, _language, _names: str(one.names_days),
    ),
    "pictures": (
        gettext_lazy("Pictures"),
        lambda one, _language, _names: ", ".join(str(picture) for picture in one.pictures),
    ),
}
