"""What runs where a worker or a clock is killed: somebody who watches tea, and places to stand still."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from catalog.jobs.draining import drain
from catalog.jobs.models import State
from catalog.notices import services as notices
from catalog.notices.models import Notice, OutboxMail
from catalog.search import services as search
from catalog.search.alerts import changes, telling
from catalog.search.alerts.services import save_search
from catalog.search.models import AlertCheck, AlertHit, IndexChange, SavedSearch
from catalog.search.understanding import Query
from portal.accounts.models import User
from tests.catalog.search.killed import stand_still, write_goods

INDEXED, MATCHED, TOLD = "indexed", "matched", "told"
"""The worst moments: after the work and before it is noted, inside or outside of a transaction."""


def watch(goods: int) -> int:
    """Save a search for tea, then publish so much of it."""
    search.rebuild()
    IndexChange.objects.all().delete()
    person = User.objects.create_user("nok@example.com")
    save_search(owner=person, query=Query(text="tea"), frequency="at_once")
    return write_goods(goods)


def standing_still(moment: str, function: Callable[..., Any], *, before: bool = False) -> Callable[..., Any]:
    def still(*arguments: Any, **named: Any) -> Any:
        answer = None if before else function(*arguments, **named)
        stand_still(moment)
        return answer

    return still


def run(moment: str) -> None:
    """Do all the work there is, standing still at a moment."""
    if moment == INDEXED:
        changes.note = standing_still(moment, changes.note, before=True)
    elif moment == MATCHED:
        manager = AlertHit.objects
        manager.bulk_create = standing_still(moment, manager.bulk_create)  # type: ignore[method-assign]
    else:
        notices.notify = standing_still(moment, notices.notify)
    work()


def work() -> list[int]:
    """Do all the work there is; return hits, hits told, hits told of in notices, mails, notices."""
    for model in (IndexChange, AlertCheck):
        model.objects.filter(state=State.CLAIMED).update(claimed_until=timezone.now())
    drain(search.DRAIN)
    drain(changes.DRAIN)
    telling.tell_due()
    return standing()


def standing() -> list[int]:
    """Return how things stand, as `work` does, without doing anything."""
    assert SavedSearch.objects.count() == 1
    return [
        AlertHit.objects.count(),
        AlertHit.objects.filter(told_at__isnull=False).count(),
        sum(notice.values["count"] for notice in Notice.objects.all()),
        OutboxMail.objects.count(),
        Notice.objects.count(),
    ]
