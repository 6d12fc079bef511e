"""What is new is told once, when it is time, on the site and by mail, and only what is shown then."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.jobs.draining import drain
from catalog.notices.models import MailMode, Notice, OutboxMail
from catalog.notices.services import MAIL_DRAIN, choose_mail
from catalog.search.alerts import services, telling
from catalog.search.alerts.telling import KIND, QUIET, tell_due
from catalog.search.models import AlertHit, SavedSearch
from portal.accounts.models import User
from tests.catalog.search.alerts.conftest import ADDRESS, Change, Save, of_stranger
from tests.catalog.search.shelf import Shelf
from tests.harness.race import Outcome, Track

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def found_at(moment: datetime) -> None:
    AlertHit.objects.filter(told_at=None).update(found_at=moment)


def told() -> list[int]:
    return [notice.values["count"] for notice in Notice.objects.order_by("created_at")]


def test_a_person_is_told_on_the_site_and_by_mail_in_their_language(
    shelf: Shelf, save: Save, change: Change, nok: User
) -> None:
    saved = save("durian")
    shelf.put(1, {"en": "Fresh durian", "th": "ทุเรียนสด"})
    shelf.put(2, {"zh-hans": "榴莲干"})
    change(1, 2)
    assert tell_due() == 1
    drain(MAIL_DRAIN)
    notice = Notice.objects.get(recipient=nok)
    assert notice.values["count"] == 2
    assert set(notice.values["titles"]) == {"ทุเรียนสด", "榴莲干"}
    assert notice.link.endswith(f"/search/saved/{saved.pk}/")
    (sent,) = mail.outbox
    assert sent.to == [nok.email]
    assert "ทุเรียนสด" in sent.body
    assert "durian" in sent.subject
    assert "/th/search/saved/" in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_is_told_twice(shelf: Shelf, save: Save, change: Change) -> None:
    save("durian")
    shelf.put(1, "Durian")
    change(1)
    now = timezone.now()
    assert tell_due(now=now) == 1
    assert tell_due(now=now + QUIET) == 0
    change(1)
    assert tell_due(now=now + 2 * QUIET) == 0
    assert told() == [1]


def test_at_once_means_at_once_and_then_after_a_quiet_while(shelf: Shelf, save: Save, change: Change) -> None:
    """An import of many goods is one occasion, not a mail for each batch of it."""
    save("durian")
    shelf.put(1, "Durian")
    change(1)
    assert tell_due(now=MORNING) == 1
    shelf.put(2, "Durian")
    shelf.put(3, "Durian")
    change(2, 3)
    assert tell_due(now=MORNING + QUIET / 2) == 0
    assert tell_due(now=MORNING + QUIET) == 1
    assert told() == [1, 2]


def test_once_a_day_means_after_midnight(shelf: Shelf, save: Save, change: Change) -> None:
    save("durian", frequency="daily")
    for record, moment in enumerate([MORNING, MORNING + timedelta(hours=5)], start=1):
        shelf.put(record, "Durian")
        change(record)
        found_at(moment)
    assert tell_due(now=MORNING + timedelta(hours=14)) == 0
    assert tell_due(now=MORNING + timedelta(hours=16)) == 1
    assert told() == [2]
    shelf.put(3, "Durian")
    change(3)
    found_at(MORNING + timedelta(hours=17))
    assert tell_due(now=MORNING + timedelta(hours=20)) == 0
    assert tell_due(now=MORNING + timedelta(hours=40)) == 1


def test_what_is_paused_meanwhile_is_not_told_and_may_be_told_later(
    shelf: Shelf, save: Save, change: Change
) -> None:
    save("durian")
    shelf.put(1, "Secret durian")
    shelf.put(2, "Durian")
    change(1, 2)
    shelf.withdrawn.add(1)
    assert tell_due(now=MORNING) == 1
    assert Notice.objects.get().values["titles"] == ["Durian"]
    shelf.withdrawn.clear()
    change(1)
    assert tell_due(now=MORNING + QUIET) == 1
    assert told() == [1, 1]


def test_a_mail_names_nothing_that_was_paused_since_it_was_told(
    shelf: Shelf, save: Save, change: Change, nok: User
) -> None:
    save("durian")
    shelf.put(1, "Secret durian")
    shelf.put(2, "Durian")
    change(1, 2)
    assert tell_due() == 1
    shelf.withdrawn.add(1)
    drain(MAIL_DRAIN)
    (sent,) = mail.outbox
    assert "Durian" in sent.body
    assert "Secret" not in str(sent.message())
    assert " 1 " in sent.subject


def test_a_mail_of_which_nothing_is_left_is_not_sent(shelf: Shelf, save: Save, change: Change) -> None:
    save("durian")
    of_stranger("durian")
    drain(MAIL_DRAIN)
    mail.outbox.clear()
    shelf.put(1, "Secret durian")
    change(1)
    assert tell_due() == 2
    shelf.withdrawn.add(1)
    drain(MAIL_DRAIN)
    assert mail.outbox == []
    assert not OutboxMail.objects.exclude(state="done").exists()


def test_what_takes_the_place_of_a_paused_title_is_named(shelf: Shelf, save: Save, change: Change) -> None:
    save("durian")
    for record in range(1, 8):
        shelf.put(record, f"Durian {record}")
    change(*range(1, 8))
    tell_due()
    named = Notice.objects.get().values["titles"]
    shelf.withdrawn.add(int(named[0].split()[-1]))
    drain(MAIL_DRAIN)
    (sent,) = mail.outbox
    assert named[0] not in sent.body
    assert sent.body.count("Durian ") == telling.MOST_TITLES
    assert " 6 " in sent.subject


def test_where_all_that_was_found_went_nothing_is_told(shelf: Shelf, save: Save, change: Change) -> None:
    saved = save("durian")
    shelf.put(1, "Durian")
    change(1)
    shelf.withdrawn.add(1)
    assert tell_due() == 0
    assert not Notice.objects.exists()
    saved.refresh_from_db()
    assert saved.told_at is None


def test_a_pause_forgets_what_was_not_told_yet(shelf: Shelf, save: Save, change: Change) -> None:
    saved = save("durian")
    shelf.put(1, "Durian")
    change(1)
    services.pause(saved=saved)
    services.resume(saved=saved)
    assert tell_due() == 0


def test_many_are_counted_and_few_are_named(shelf: Shelf, save: Save, change: Change) -> None:
    save("durian")
    for record in range(1, 31):
        shelf.put(record, f"Durian {record}")
    change(*range(1, 31))
    tell_due()
    values = Notice.objects.get().values
    assert (values["count"], len(values["titles"]), values["more"]) == (30, 5, 25)


def test_who_wants_no_mail_of_this_kind_still_reads_it_on_the_site(
    shelf: Shelf, save: Save, change: Change, nok: User
) -> None:
    choose_mail(person=nok, modes={KIND.name: MailMode.NEVER})
    save("durian")
    shelf.put(1, "Durian")
    change(1)
    tell_due()
    assert told() == [1]
    assert not OutboxMail.objects.exists()


def test_a_confirmed_address_gets_a_letter_that_can_be_stopped(
    shelf: Shelf, save: Save, change: Change
) -> None:
    save("coconut")
    saved = of_stranger("durian")
    OutboxMail.objects.all().delete()
    shelf.put(1, "Durian")
    change(1)
    assert tell_due() == 1
    drain(MAIL_DRAIN)
    (sent,) = mail.outbox
    assert sent.to == [ADDRESS]
    assert "Durian" in sent.body
    assert f"/en/search/saved/{saved.pk}/" in sent.body
    assert "/en/search/alerts/stop/" in sent.extra_headers["List-Unsubscribe"]
    assert not Notice.objects.exists()


def test_one_search_that_cannot_be_told_does_not_keep_the_others_waiting(
    shelf: Shelf, save: Save, change: Change, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, _good = save("durian"), save("durian", owner=lan)
    shelf.put(1, "Durian")
    change(1)
    usual = telling._write

    def refuse(saved: SavedSearch, **more: object) -> None:
        if saved.pk == bad.pk:
            raise ValueError("no luck")
        usual(saved, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(telling, "_write", refuse)
    assert tell_due() == 1
    assert Notice.objects.get().recipient == lan
    monkeypatch.undo()


def stage(count: int) -> int:
    """Leave something untold for as many people; runs in a process of the race."""
    for number in range(count):
        person = User.objects.create_user(f"{number}@example.com")
        saved = SavedSearch.objects.create(
            owner=person,
            name="x",
            language="en",
            question_key=str(number),
            frequency="at_once",
            confirmed_at=timezone.now(),
        )
        AlertHit.objects.create(saved=saved, kind="country", record=764)
    return count


def tell(stage: int, turn: int, seat: int) -> int:
    return tell_due()


def notices_and_mails(stage: int) -> list[int]:
    return [Notice.objects.count(), OutboxMail.objects.count()]


def test_many_clocks_at_once_tell_each_thing_once(track: Track) -> None:
    outcome = track.run(tell, stage=stage, verdict=notices_and_mails, processes=4, rounds=1, count=6)
    assert not outcome.errors
    assert outcome.verdict == [6, 6]
    assert sum(told for turns in outcome.by_round().values() for told in turns) == 6


def tell_without_looking_again(stage: int, turn: int, seat: int) -> int:
    """The control: tells what was untold when it looked, whoever told it meanwhile."""
    for hit in list(AlertHit.objects.filter(told_at=None).select_related("saved__owner")):
        OutboxMail.objects.create(
            key=f"{hit.pk}:{seat}",
            recipient=hit.saved.owner,
            kind=KIND.name,
            message_id=f"<{hit.pk}.{seat}@x>",
        )
        AlertHit.objects.filter(pk=hit.pk).update(told_at=timezone.now())
    return 0


def told_twice(outcome: Outcome) -> bool:
    return bool(outcome.verdict[1] > 6)


def test_looking_first_tells_it_twice(track: Track) -> None:
    track.control(
        tell_without_looking_again,
        breaks=told_twice,
        stage=stage,
        verdict=notices_and_mails,
        processes=4,
        rounds=1,
        count=6,
    )
