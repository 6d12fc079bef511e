"""What one room says, others write down in the same transaction or not at all."""

from collections import defaultdict
from dataclasses import dataclass

import pytest
from django.db import transaction
from wagtail.models import Site

from catalog.seams import events


@dataclass(frozen=True)
class StandTaken:
    stand: str


@dataclass(frozen=True)
class CornerStandTaken(StandTaken):
    pass


@transaction.atomic
def take_stand(stand: str) -> None:
    Site.objects.update(port=81)
    events.publish(StandTaken(stand))


@pytest.fixture(autouse=True)
def _nobody_listens_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "HANDLERS", defaultdict(list))


@pytest.mark.django_db
def test_handlers_hear_an_event_in_order_of_subscription() -> None:
    heard: list[str] = []
    events.subscribe(StandTaken, lambda event: heard.append(f"first {event.stand}"))
    events.subscribe(StandTaken, lambda event: heard.append(f"second {event.stand}"))
    events.publish(StandTaken("A1"))
    assert heard == ["first A1", "second A1"]


@pytest.mark.django_db
def test_a_handler_hears_its_own_type_only() -> None:
    heard: list[object] = []
    events.subscribe(StandTaken, heard.append)
    events.publish(CornerStandTaken("A1"))
    assert heard == []
    events.subscribe(CornerStandTaken, heard.append)
    events.publish(CornerStandTaken("A1"))
    assert heard == [CornerStandTaken("A1")]


@pytest.mark.django_db
def test_subscribing_twice_is_subscribing_once() -> None:
    heard: list[object] = []
    keep = heard.append
    events.subscribe(StandTaken, keep)
    events.subscribe(StandTaken, keep)
    events.publish(StandTaken("A1"))
    assert len(heard) == 1


@pytest.mark.django_db
def test_an_event_nobody_waits_for_is_fine() -> None:
    events.publish(StandTaken("A1"))
    assert StandTaken not in events.HANDLERS


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_published() -> None:
    heard: list[object] = []
    events.subscribe(StandTaken, heard.append)
    with pytest.raises(transaction.TransactionManagementError, match="StandTaken was published outside"):
        events.publish(StandTaken("A1"))
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_fails_undoes_the_change_and_what_other_handlers_wrote() -> None:
    def rename(event: StandTaken) -> None:
        Site.objects.update(site_name=event.stand)

    def refuse(event: StandTaken) -> None:
        raise ValueError("the hall is closed")

    events.subscribe(StandTaken, rename)
    events.subscribe(StandTaken, refuse)
    with pytest.raises(ValueError, match="closed"):
        take_stand("A1")
    site = Site.objects.get()
    assert site.site_name != "A1"
    assert site.port != 81
