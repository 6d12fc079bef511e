"""Several workers drain the same rows: each row is worked by one of them."""

from catalog.jobs import registry, services
from catalog.jobs.claims import Claim
from catalog.jobs.models import State
from catalog.jobs.registry import Drain
from catalog.notices.models import OutboxMail
from portal.accounts.models import User
from tests.harness.race import Outcome, Track

BATCH = 5


def write_rows(count: int) -> list[int]:
    nobody = User.objects.create_user("nobody@example.com")
    made = OutboxMail.objects.bulk_create(
        OutboxMail(key=f"row {n}", recipient=nobody, kind="race", message_id=f"<{n}@test>")
        for n in range(count)
    )
    return [row.pk for row in made]


def drain_with_others(rows: list[int], turn: int, seat: int) -> list[int]:
    """Drain whatever is there and return what this process worked."""
    mine: list[int] = []

    def work(claim: Claim[OutboxMail]) -> None:
        mine.extend(row.pk for row in claim.rows)

    registry.register(Drain("race", OutboxMail, work, batch=BATCH))
    services.drain("race")
    return mine


def drain_after_looking(rows: list[int], turn: int, seat: int) -> list[int]:
    """The control: looks which rows wait, then takes them without asking again."""
    mine: list[int] = []
    waiting = OutboxMail.objects.filter(state=State.WAITING).order_by("due_at", "pk")
    while pks := list(waiting.values_list("pk", flat=True)[:BATCH]):
        OutboxMail.objects.filter(pk__in=pks).update(state=State.CLAIMED)
        mine += pks
    return mine


def left(rows: list[int]) -> int:
    return OutboxMail.objects.exclude(state=State.DONE).count()


def worked(outcome: Outcome) -> list[int]:
    return [pk for turn in outcome.turns if not turn.error for pk in turn.value]


def worked_twice(outcome: Outcome) -> bool:
    return len(worked(outcome)) > len(set(worked(outcome)))


def test_no_row_is_worked_twice_and_none_is_left(track: Track) -> None:
    outcome = track.run(drain_with_others, stage=write_rows, verdict=left, processes=4, rounds=1, count=120)
    assert not outcome.errors
    assert not worked_twice(outcome)
    assert len(worked(outcome)) == 120
    assert outcome.verdict == 0


def test_without_the_condition_rows_are_worked_twice(track: Track) -> None:
    track.control(
        drain_after_looking, breaks=worked_twice, stage=write_rows, processes=4, rounds=1, count=120
    )
