"""The editors' form of a session: hours by the fair's clock, what is refused, and what is not overwritten."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.models import Entry
from expo.fair.models import Edition, Session
from expo.fair.programme_forms import SessionForm
from portal.accounts.models import User
from tests.expo.fair.conftest import plan_edition
from tests.expo.fair.programme.conftest import FORUM, Clock

pytestmark = pytest.mark.django_db


def typed(edition: Edition, **given: Any) -> dict[str, Any]:
    fields = {
        "edition": edition.pk,
        "slug": "launch",
        "kind": "launch",
        "title-zh-hans": "新品",
        "day": "2026-09-17",
        "begins": "10:30",
        "ends": "11:30",
        "capacity": "20",
    }
    return fields | given


def saved(edition: Edition, by: User, **given: Any) -> Session:
    form = SessionForm(typed(edition, **given))
    assert form.is_valid(), form.errors
    return form.write(by)


def refused(edition: Edition, by: User, **given: Any) -> str:
    """Return why the form, or the service behind it, does not take it."""
    form = SessionForm(typed(edition, **given))
    if not form.is_valid():
        return str(form.errors)
    with pytest.raises(ValidationError) as told:
        form.write(by)
    return " ".join(told.value.messages)


def test_hours_are_those_of_the_place_and_who_wrote_is_on_record(
    edition: Edition, clock: Clock, editor: User
) -> None:
    made = saved(edition, editor, speakers=" Wei Wen ,  Tea maker, and singer\n\nSophea\n")
    assert made.begins_at == datetime(2026, 9, 17, 2, 30, tzinfo=UTC)
    assert made.speakers == [
        {"name": "Wei Wen", "role": "Tea maker, and singer"},
        {"name": "Sophea", "role": ""},
    ]
    entry = Entry.objects.get(action="session.created")
    assert (entry.actor_id, entry.role) == (editor.pk, "organizer")


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Asia/Yangon", datetime(2026, 9, 17, 4, 0, tzinfo=UTC)),
        ("Asia/Dili", datetime(2026, 9, 17, 1, 30, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 9, 17, 9, 30, tzinfo=UTC)),
    ],
)
def test_an_edition_elsewhere_keeps_its_own_clock(
    edition: Edition, clock: Clock, editor: User, zone: str, begins: datetime
) -> None:
    Edition.objects.update(time_zone=zone)
    made = saved(edition, editor)
    assert made.begins_at == begins
    again = SessionForm(instance=Session.objects.select_related("edition").get())
    assert str(again["begins"].value())[:5] == "10:30"
    assert again["day"].value() == datetime(2026, 9, 17).date()


@pytest.mark.parametrize(
    ("day", "begins", "ends", "why"),
    [
        ("2026-03-29", "01:30", "03:00", "the clocks go forward"),
        ("2026-03-29", "00:30", "01:30", "the clocks go forward"),
        ("2026-03-28", "23:00", "01:30", "the clocks go forward"),
    ],
)
def test_an_hour_that_the_clock_skips_is_refused(
    edition: Edition, clock: Clock, editor: User, day: str, begins: str, ends: str, why: str
) -> None:
    Edition.objects.update(time_zone="Europe/London")
    assert why in refused(edition, editor, day=day, begins=begins, ends=ends)
    assert not Session.objects.exists()


def test_a_night_with_an_hour_more_is_an_hour_longer(edition: Edition, clock: Clock, editor: User) -> None:
    Edition.objects.update(time_zone="Europe/London")
    made = saved(edition, editor, day="2026-10-25", begins="00:30", ends="02:30")
    assert made.ends_at - made.begins_at == timedelta(hours=3)


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [("22:00", "01:00", 3.0), ("10:00", "10:01", 1 / 60), ("10:00", "09:59", 24 - 1 / 60)],
)
def test_an_end_by_an_earlier_hour_is_on_the_next_day(
    edition: Edition, clock: Clock, editor: User, begins: str, ends: str, hours: float
) -> None:
    made = saved(edition, editor, begins=begins, ends=ends)
    assert made.ends_at - made.begins_at == timedelta(minutes=round(hours * 60))
    assert made.begins_at.astimezone(ZoneInfo("Asia/Shanghai")).day == 17


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"begins": "10:00", "ends": "10:00"}, "The end comes after the beginning"),
        ({"title-zh-hans": "", "title-en": "Launch"}, "Say what it is called"),
        ({"title-zh-hans": "   "}, "title"),
        ({"title-zh-hans": "长" * 201}, "title"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"kind": "party"}, "kind"),
        ({"day": "2026-02-30"}, "day"),
        ({"begins": "25:00"}, "begins"),
        ({"capacity": "-1"}, "capacity"),
        ({"capacity": "many"}, "capacity"),
        ({"languages": ["tlh"]}, "languages"),
        ({"interpretation": ["en", "xx"]}, "interpretation"),
        ({"live_link": "javascript:alert(1)"}, "live_link"),
        ({"recording": "no address"}, "recording"),
        ({"slides": "//"}, "slides"),
    ],
)
def test_what_cannot_be_comes_back_with_its_reason(
    edition: Edition, clock: Clock, editor: User, given: dict[str, Any], why: str
) -> None:
    assert why in refused(edition, editor, **given)
    assert not Session.objects.exists()


def test_a_new_session_does_not_write_over_the_one_at_its_address(
    forum: Session, edition: Edition, editor: User
) -> None:
    assert "at this address already" in refused(edition, editor, slug="tea-forum")
    forum.refresh_from_db()
    assert (forum.kind, forum.begins_at, forum.sequence) == ("forum", FORUM.begins_at, 0)
    other = plan_edition("2027", 24, 2027)
    assert saved(other, editor, slug="tea-forum").pk != forum.pk


def test_changing_a_session_keeps_its_address_whatever_is_sent(
    forum: Session, edition: Edition, editor: User
) -> None:
    other = plan_edition("2027", 24, 2027)
    found = Session.objects.select_related("edition").get(pk=forum.pk)
    sent = typed(other, slug="elsewhere", **{"title-zh-hans": "茶叶论坛", "room-zh-hans": "一号厅"})
    form = SessionForm(sent, instance=found)
    assert form.is_valid(), form.errors
    changed = form.write(editor)
    assert (changed.pk, changed.slug, changed.edition_id) == (forum.pk, "tea-forum", edition.pk)
    assert (changed.kind, changed.sequence) == ("launch", 1)
    assert Session.objects.count() == 1


def test_a_form_sent_as_it_was_opened_changes_nothing(forum: Session, edition: Edition, editor: User) -> None:
    found = Session.objects.select_related("edition").get(pk=forum.pk)
    opened = SessionForm(instance=found)
    data: dict[str, Any] = {}
    for name in opened.fields:
        value = opened[name].value()
        if name in {"title", "summary", "room"}:
            data |= {f"{name}-{code}": text for code, text in value.items()}
        elif value not in (None, False):
            data[name] = value
    form = SessionForm(data, instance=Session.objects.select_related("edition").get(pk=forum.pk))
    assert form.is_valid(), form.errors
    before = Session.objects.filter(pk=forum.pk).values().get()
    form.write(editor)
    assert Session.objects.filter(pk=forum.pk).values().get() == before


def test_an_archived_edition_takes_no_session(edition: Edition, clock: Clock, editor: User) -> None:
    Edition.objects.update(state="archived")
    assert "archived edition" in refused(edition, editor)
