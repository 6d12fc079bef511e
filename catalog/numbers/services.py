"""Writes: looks are recorded once a visitor and day, days are added up, saves and messages are counted."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from catalog.conversations.events import MessageReached
from catalog.conversations.subjects import SUBJECTS, Subject, by_kind
from catalog.merchants.models import Membership
from catalog.numbers.looking import Look
from catalog.numbers.models import Counted, DayOf, DaySalt, Looked
from catalog.seams.schedules import Schedule

# A process that noticed something just before midnight writes it within seconds. Looks are refused well
# before the day is added up, so that none comes in between.
TAKEN, ADDED_UP = timedelta(minutes=5), timedelta(minutes=15)
KEEP = timedelta(days=400)
_BATCH = 500
_NAMED_IN = "en"
Thing = tuple[str, int]


@transaction.atomic
def record(looks: Collection[Look]) -> None:
    """Record looks: one a visitor, thing and day, whichever process noticed it, members' own left out.

    Looks at what the public cannot see (any more) are dropped, and so are those of a day that was
    added up meanwhile.
    """
    ids = _ids(looks)
    shown = by_kind(wanted=_by_kind(set(ids.values())), language=_NAMED_IN)
    counted = _counted(shown)
    members = _members(looks, shown)
    salts = _salts({look.day for look in looks})
    rows: dict[tuple[date, str], Looked] = {}
    for look in looks:
        thing = ids.get((look.kind, look.slug))
        if thing not in counted or look.day not in salts:
            continue
        if (look.visitor, shown[thing].organization_id) in members:
            continue
        for found in (False, True) if look.found else (False,):
            digest = _digest(salts[look.day], look.visitor, thing, found)
            rows[look.day, digest] = Looked(
                day=look.day, digest=digest, counted_id=counted[thing], found=found
            )
    # In one order everywhere, so that no two processes wait for one another's rows.
    Looked.objects.bulk_create([rows[key] for key in sorted(rows)], batch_size=_BATCH, ignore_conflicts=True)


def _ids(looks: Collection[Look]) -> dict[tuple[str, str], Thing]:
    """Return what kinds and slugs stand for: one query a kind."""
    slugs: dict[str, set[str]] = defaultdict(set)
    for look in looks:
        slugs[look.kind].add(look.slug)
    return {
        (kind, slug): (kind, pk)
        for kind, wanted in slugs.items()
        for slug, pk in SUBJECTS.get(kind).by_slugs(sorted(wanted)).items()
    }


def _by_kind(things: Collection[Thing]) -> dict[str, list[int]]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for kind, pk in sorted(things):
        wanted[kind].append(pk)
    return wanted


def _counted(shown: Mapping[Thing, Subject]) -> dict[Thing, int]:
    """Return the ids of rows for things, made now where they are new, with what they are called now."""
    rows = [
        Counted(
            kind=kind,
            subject_id=pk,
            organization_id=subject.organization_id,
            title=subject.title.value[:300],
            title_language=subject.title.language,
        )
        for (kind, pk), subject in sorted(shown.items())
    ]
    Counted.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["kind", "subject_id"],
        update_fields=["organization", "title", "title_language"],
    )
    wanted = _by_kind(shown)
    found = Counted.objects.filter(kind__in=wanted, subject_id__in=[pk for _kind, pk in shown])
    known = {(kind, pk): row for row, kind, pk in found.values_list("pk", "kind", "subject_id")}
    return {thing: row for thing, row in known.items() if thing in shown}


def _members(looks: Collection[Look], shown: Mapping[Thing, Subject]) -> set[tuple[int | str, int]]:
    people = {look.visitor for look in looks if isinstance(look.visitor, int)}
    if not people:
        return set()
    houses = {subject.organization_id for subject in shown.values()}
    found = Membership.objects.filter(user__in=people, organization__in=houses)
    return set(found.values_list("user_id", "organization_id"))


def _salts(days: Collection[date]) -> dict[date, str]:
    """Return the salts of days that still take looks, made now for a day that has none."""
    now = timezone.now()
    open_days = [day for day in sorted(days) if now < _end(day) + TAKEN]
    DaySalt.objects.bulk_create([DaySalt(day=day) for day in open_days], ignore_conflicts=True)
    return dict(DaySalt.objects.filter(day__in=open_days).values_list("day", "salt"))


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, UTC)


def _digest(salt: str, visitor: int | str, thing: Thing, found: bool) -> str:
    text = f"{thing[0]}\n{thing[1]}\n{found}\n{type(visitor).__name__}\n{visitor}"
    return hashlib.blake2b(
        text.encode("utf-8", "surrogatepass"), key=bytes.fromhex(salt), digest_size=16
    ).hexdigest()


def add_up(*, now: datetime | None = None) -> int:
    """Add up every day that is over and forget who looked; return how many days were added up."""
    moment = now or timezone.now()
    days = [day for day in DaySalt.objects.values_list("day", flat=True) if moment >= _end(day) + ADDED_UP]
    return sum(_add_up(day) for day in sorted(days))


@transaction.atomic
def _add_up(day: date) -> bool:
    # Whoever has the salt adds the day up; a second clock waits here and finds none.
    if DaySalt.objects.select_for_update().filter(day=day).first() is None:
        return False
    looked = Looked.objects.filter(day=day)
    sums = looked.values("counted").annotate(
        views=Count("pk", filter=Q(found=False)), found=Count("pk", filter=Q(found=True))
    )
    rows = [
        DayOf(counted_id=row["counted"], day=day, views=row["views"], found=row["found"])
        for row in sums.order_by("counted")
    ]
    DayOf.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["counted", "day"],
        update_fields=["views", "found"],
    )
    looked.delete()
    DaySalt.objects.filter(day=day).delete()
    return True


@transaction.atomic
def count(
    *,
    kind: str,
    subject_id: int,
    saves: int = 0,
    messages: int = 0,
    by: int | None = None,
    at: datetime | None = None,
) -> None:
    """Add to the numbers of a thing on the day of `at`, today where it is not said.

    What members of its organization do (`by` is a user's id), and what the public cannot see, is not
    counted.
    """
    shown = by_kind(wanted={kind: [subject_id]}, language=_NAMED_IN)
    thing = (kind, subject_id)
    if thing not in shown:
        return
    house = shown[thing].organization_id
    if by is not None and Membership.objects.filter(user_id=by, organization_id=house).exists():
        return
    key = {"counted_id": _counted(shown)[thing], "day": (at or timezone.now()).astimezone(UTC).date()}
    DayOf.objects.bulk_create([DayOf(**key)], ignore_conflicts=True)
    DayOf.objects.filter(**key).update(saves=F("saves") + saves, messages=F("messages") + messages)


def count_message(event: MessageReached) -> None:
    """Count what a visitor wrote, about the thing it was written about."""
    if event.by_visitor:
        count(kind=event.subject_kind, subject_id=event.subject_id, messages=1, at=event.at)


def prune(*, now: datetime | None = None) -> int:
    """Delete numbers older than `KEEP`; return how many days of things."""
    first = (now or timezone.now()).date() - KEEP
    gone, _rows = DayOf.objects.filter(day__lt=first).delete()
    return gone


ADDING_UP = Schedule("numbers.add-up", timedelta(minutes=20), add_up)
PRUNING = Schedule("numbers.prune", timedelta(days=1), prune)
