"""Whether somebody is at a booth follows from the clock: hours, what they said, and what they last did."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from catalog.conversations.events import MessageReached
from catalog.conversations.models import Conversation, Message
from catalog.merchants.models import Organization
from catalog.seams import freshness
from expo.fair.models import Booth, BoothHours, BoothStaff, Edition
from expo.fair.refusals import Refused
from expo.fair.selectors.staffing import attendance, staffed_booths
from expo.fair.services.booths import EditionOver
from expo.fair.services.staffing import (
    arrive,
    follow_message,
    leave,
    remove_staff,
    save_staff,
    stay,
)
from portal.accounts.models import User
from tests.expo.fair.booth.conftest import MORNING
from tests.expo.fair.booth.hours import opened

pytestmark = pytest.mark.django_db

SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return a way to say what time it is."""

    def to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return to


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def is_staffed(booth: Booth, at: datetime) -> bool:
    told = attendance([booth.pk], at)[booth.pk].is_staffed
    assert (booth.pk in staffed_booths(at)) == told
    return told


def test_nobody_is_there_until_somebody_says_so(staffed: BoothStaff) -> None:
    assert not is_staffed(staffed.booth, MORNING)
    arrive(staff=staffed, now=MORNING)
    assert is_staffed(staffed.booth, MORNING)


def test_who_does_nothing_for_a_quarter_of_an_hour_is_gone(staffed: BoothStaff) -> None:
    arrive(staff=staffed, now=MORNING)
    assert is_staffed(staffed.booth, MORNING + minutes(14.9))
    assert not is_staffed(staffed.booth, MORNING + minutes(15))


def test_outside_opening_hours_nobody_is_there(staffed: BoothStaff) -> None:
    closes = MORNING + timedelta(hours=7)
    arrive(staff=staffed, now=closes - minutes(5))
    assert is_staffed(staffed.booth, closes - minutes(1))
    assert not is_staffed(staffed.booth, closes)


def test_who_leaves_is_gone_at_once(staffed: BoothStaff) -> None:
    arrive(staff=staffed, now=MORNING)
    leave(staff=staffed)
    assert not is_staffed(staffed.booth, MORNING + minutes(1))


def test_doing_something_keeps_them_there(staffed: BoothStaff, owner: User, tea_house: Organization) -> None:
    arrive(staff=staffed, now=MORNING)
    assert stay(person=owner, organization_id=tea_house.pk, now=MORNING + minutes(10)) == 1
    assert is_staffed(staffed.booth, MORNING + minutes(20))


def test_who_has_lapsed_is_not_brought_back_by_doing_something(
    staffed: BoothStaff, owner: User, tea_house: Organization
) -> None:
    arrive(staff=staffed, now=MORNING)
    assert stay(person=owner, organization_id=tea_house.pk, now=MORNING + minutes(16)) == 0
    assert not is_staffed(staffed.booth, MORNING + minutes(16))


def test_what_somebody_does_elsewhere_says_nothing_of_this_booth(
    staffed: BoothStaff, sophea: User, owner: User, tea_house: Organization, pepper_garden: Organization
) -> None:
    arrive(staff=staffed, now=MORNING)
    later = MORNING + minutes(10)
    assert stay(person=sophea, organization_id=tea_house.pk, now=later) == 0
    assert stay(person=owner, organization_id=pepper_garden.pk, now=later) == 0


def test_every_second_is_not_noted(staffed: BoothStaff, owner: User, tea_house: Organization) -> None:
    arrive(staff=staffed, now=MORNING)
    assert stay(person=owner, organization_id=tea_house.pk, now=MORNING + minutes(0.5)) == 0


def reached(house: Organization, author: User, *, by_visitor: bool) -> MessageReached:
    conversation = Conversation.objects.create(
        organization=house, subject_kind="booth", subject_id=1, subject_title="x", subject_language="en"
    )
    message = Message.objects.create(
        conversation=conversation, side="organization", author=author, text="x", language="en", gist="x"
    )
    return MessageReached(
        conversation.pk, message.pk, house.pk, "booth", 1, "en", MORNING, by_visitor=by_visitor, first=False
    )


@pytest.mark.parametrize(("by_visitor", "there"), [(False, True), (True, False)])
def test_answering_a_visitor_is_doing_something(
    staffed: BoothStaff,
    owner: User,
    tea_house: Organization,
    set_clock: SetClock,
    by_visitor: bool,
    there: bool,
) -> None:
    arrive(staff=staffed, now=MORNING)
    set_clock(MORNING + minutes(10))
    follow_message(reached(tea_house, owner, by_visitor=by_visitor))
    assert is_staffed(staffed.booth, MORNING + minutes(20)) is there


def test_an_unattended_booth_says_when_it_opens_next(staffed: BoothStaff) -> None:
    booth = staffed.booth
    BoothHours.objects.create(
        booth=booth, starts_at=MORNING + timedelta(days=1), ends_at=MORNING + timedelta(days=1, hours=2)
    )
    before = attendance([booth.pk], MORNING - timedelta(hours=3))[booth.pk]
    during = attendance([booth.pk], MORNING)[booth.pk]
    after = attendance([booth.pk], MORNING + timedelta(days=5))[booth.pk]
    assert before.open_until is None
    assert before.next is not None
    assert before.next[0] == MORNING - timedelta(hours=1)
    assert during.open_until == MORNING + timedelta(hours=7)
    assert during.next is not None
    assert during.next[0] == MORNING + timedelta(days=1)
    assert after.next is None


@pytest.mark.parametrize("count", [1, 24, 200])
def test_attendance_takes_two_queries_however_many_booths(
    staffed: BoothStaff, count: int, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        attendance([staffed.booth_id, *range(10_000, 10_000 + count)], MORNING)


def test_arriving_and_leaving_renew_the_pages_of_the_fair(staffed: BoothStaff) -> None:
    first = freshness.generation("fair")
    arrive(staff=staffed, now=MORNING)
    second = freshness.generation("fair")
    leave(staff=staffed)
    assert len({first, second, freshness.generation("fair")}) == 3


def test_only_members_are_at_the_booth(booth: Booth, owner: User, nok: User) -> None:
    with pytest.raises(Refused, match="Only members"):
        save_staff(booth=booth, person_id=nok.pk, name="Nok", languages=["th"])
    assert not BoothStaff.objects.exists()


@pytest.mark.parametrize(("name", "languages"), [("", ["th"]), ("Wei", []), ("Wei", ["tlh"])])
def test_staff_have_a_name_and_speak_something(
    booth: Booth, owner: User, name: str, languages: list[str]
) -> None:
    with pytest.raises(Refused, match="in which languages"):
        save_staff(booth=booth, person_id=owner.pk, name=name, languages=languages)


def test_somebody_is_at_a_booth_once(staffed: BoothStaff, owner: User) -> None:
    again = save_staff(booth=staffed.booth, person_id=owner.pk, name="Wei", languages=["en", "en", "xx"])
    assert (again.pk, again.name, again.languages) == (staffed.pk, "Wei", ["en"])
    remove_staff(staff=again)
    assert not BoothStaff.objects.exists()


def test_nobody_arrives_at_a_booth_of_an_edition_that_is_over(staffed: BoothStaff, edition: Edition) -> None:
    Edition.objects.update(state="after")
    with pytest.raises(EditionOver):
        arrive(staff=staffed)
    with pytest.raises(EditionOver):
        opened(staffed.booth)


def presence(client: Client, booth: Booth, etag: str = "", query: str = "") -> object:
    headers = {"if-none-match": etag} if etag else {}
    return client.get(f"/en/fair/2026/booth/{booth.slug}/presence/{query}", headers=headers)


def test_presence_is_asked_for_by_itself_and_answered_briefly(
    staffed: BoothStaff, client: Client, set_clock: SetClock
) -> None:
    set_clock(MORNING)
    first = presence(client, staffed.booth)
    assert first.status_code == 200  # type: ignore[attr-defined]
    assert "Nobody is at the booth right now." in first.content.decode()  # type: ignore[attr-defined]
    assert len(first.content) < 600  # type: ignore[attr-defined]
    again = presence(client, staffed.booth, first["ETag"])  # type: ignore[index]
    assert (again.status_code, again.content) == (304, b"")  # type: ignore[attr-defined]
    arrive(staff=staffed, now=MORNING)
    changed = presence(client, staffed.booth, first["ETag"])  # type: ignore[index]
    assert changed.status_code == 200  # type: ignore[attr-defined]
    assert "Staffed now" in changed.content.decode()  # type: ignore[attr-defined]


def test_presence_changes_by_the_clock_alone(
    staffed: BoothStaff, client: Client, set_clock: SetClock
) -> None:
    arrive(staff=staffed, now=MORNING)
    set_clock(MORNING + minutes(14))
    there = presence(client, staffed.booth)
    set_clock(MORNING + minutes(15))
    gone = presence(client, staffed.booth, there["ETag"])  # type: ignore[index]
    assert gone.status_code == 200  # type: ignore[attr-defined]
    assert "Nobody is at the booth right now." in gone.content.decode()  # type: ignore[attr-defined]


def test_an_unattended_page_says_when_by_both_clocks(
    staffed: BoothStaff, client: Client, set_clock: SetClock
) -> None:
    set_clock(MORNING - timedelta(hours=5))
    page = client.get(f"/en/fair/2026/booth/{staffed.booth.slug}/?clock=Asia/Yangon").content.decode()
    assert "Next staffed: Sep 18, 2026, 7:30\u202fAM · 9:00\u202fAM Wuzhou" in page
    assert "韦文" in page
    assert "presence/?clock=Asia/Yangon" in page


def test_presence_of_a_booth_that_is_not_shown_is_not_found(booth: Booth, client: Client) -> None:
    assert presence(client, booth).status_code == 404  # type: ignore[attr-defined]
