"""What search knows of the sessions of the programme."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.documents import language_labels
from catalog.reference.languages import codes
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Facet, Row
from catalog.search.documents import SearchDocument
from catalog.translation.originals import original, own_words
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText
from expo.fair.booth_search import FAIR
from expo.fair.clocks import fair_place
from expo.fair.models import Edition, Session
from expo.fair.programme_slots import when
from expo.fair.services.programme import KIND

COLUMNS = {
    field: {code: build_localized_fieldname(field, code) for code in codes()}
    for field in ("title", "summary", "room")
}


def found_sessions() -> QuerySet[Session]:
    """Return the sessions that can be found: held ones, of editions that visitors see and not archived."""
    found: QuerySet[Session] = Session.objects.rewrite(False).filter(
        ~Q(edition__state=Edition.State.PLANNED) | Q(edition__is_current=True), cancelled=False
    )
    return found.exclude(edition__state=Edition.State.ARCHIVED)


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the sessions that can be found: one query.

    Speakers are found by their names whatever the reader's language.
    """
    wanted = [column for by_code in COLUMNS.values() for column in by_code.values()]
    plain = ("pk", "kind", "languages", "interpretation", "speakers", "edition__slug", "changed_at")
    for row in found_sessions().filter(pk__in=list(ids)).order_by("pk").values(*plain, *wanted):
        titles = {code: row[column] for code, column in COLUMNS["title"].items() if row[column]}
        speakers = [part for one in row["speakers"] for part in (one.get("name"), one.get("role")) if part]
        yield SearchDocument(
            kind=KIND,
            id=row["pk"],
            titles=titles,
            bodies={code: text for code in codes() if (text := _body(row, code, speakers))},
            facets={
                FAIR.name: [row["edition__slug"]],
                SORT.name: [row["kind"]],
                SPOKEN.name: list(dict.fromkeys([*row["languages"], *row["interpretation"]])),
            },
            numbers={"published": int(row["changed_at"].timestamp())},
        )


def _body(row: Mapping[str, Any], code: str, speakers: Sequence[str]) -> str:
    own = [row[COLUMNS[field][code]] for field in ("summary", "room")]
    said = [*own, *speakers] if any(own) or row[COLUMNS["title"][code]] else []
    return "\n".join(part for part in said if part)


def all_ids() -> Iterator[int]:
    """Yield the id of every session that can be found."""
    yield from found_sessions().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return the sessions among these that visitors see at this moment: one query."""
    language, now = preferences.language, timezone.now()
    annotations: dict[str, Any] = {**own_words(Session, "title")}
    for field in COLUMNS:
        annotations |= localized(Session, field, language, with_state=field == "title")
    rows = found_sessions().filter(pk__in=list(ids)).order_by("pk").annotate(**annotations)
    local = [f"{field}_{part}" for field in COLUMNS for part in ("text", "lang")]
    found = {}
    for row in rows.values(
        *("pk", "slug", "kind", "begins_at", "ends_at", "edition__slug", "edition__time_zone"),
        "edition__city__names",
        *local,
        *("title_state", "title_own", "title_own_lang"),
        *COLUMNS["title"].values(),
    ):
        zone = row["edition__time_zone"]
        place = fair_place(row["edition__city__names"], zone, language)
        line = (
            str(Session.Kind(row["kind"]).label),
            when(row["begins_at"], zone, place, preferences),
            row["room_text"],
        )
        is_on = row["begins_at"] <= now < row["ends_at"]
        texts = [LocalText(row[column], code) for code, column in COLUMNS["title"].items() if row[column]]
        if row["summary_text"]:
            texts.append(LocalText(row["summary_text"], row["summary_lang"]))
        found[row["pk"]] = Row(
            url=f"/{language}/fair/{row['edition__slug']}/programme/{row['slug']}/",
            title=LocalText(row["title_text"], row["title_lang"], row["title_state"]),
            original=original(row, "title"),
            texts=texts,
            line=" · ".join(part for part in line if part),
            marks=[{"text": _("On now"), "tone": "bad", "icon": "star"}] if is_on else [],
        )
    return found


def addresses(ids: Sequence[int], language: str) -> Mapping[int, str]:
    """Return where those of the sessions are that visitors see at this moment: one query."""
    rows = found_sessions().filter(pk__in=list(ids)).values_list("pk", "edition__slug", "slug")
    return {pk: f"/{language}/fair/{edition}/programme/{slug}/" for pk, edition, slug in rows}


def _kinds(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {value: str(Session.Kind(value).label) for value in values if value in Session.Kind.values}


SORT = Facet("session", gettext_lazy("Kind"), _kinds)
SPOKEN = Facet("spoken", gettext_lazy("Languages"), language_labels)

CONTRIBUTOR = Contributor(
    name=KIND,
    label=gettext_lazy("Programme"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(FAIR, SORT, SPOKEN),
    addresses=addresses,
)
