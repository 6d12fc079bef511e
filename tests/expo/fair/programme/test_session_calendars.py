"""Calendars follow a session: one entry for ever, a higher sequence with each change, and a private feed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from catalog.notices.letters import shown
from catalog.notices.models import Notice
from expo.fair import feeds
from expo.fair.models import CalendarKey, Edition, Session
from expo.fair.services import seats
from expo.fair.services.calendar_keys import key_of, renew_key
from expo.fair.services.programme import save_session
from portal.accounts.models import User
from tests.expo.fair.programme.conftest import FORUM, HERE, events_of
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


def test_moving_and_cancelling_update_the_calendar_and_tell_who_has_a_seat(
    forum: Session, edition: Edition, nok: User, client: Client
) -> None:
    seats.register(session=forum, person=nok)
    address = f"{HERE}tea-forum/calendar.ics"
    (planned,) = events_of(client.get(address).content)
    hour = timedelta(hours=1)
    moved_plan = replace(FORUM, begins_at=FORUM.begins_at + hour, ends_at=FORUM.ends_at + hour)
    save_session(edition=edition, plan=replace(moved_plan, live_link=""))
    (moved,) = events_of(client.get(address).content)
    save_session(edition=edition, plan=replace(moved_plan, cancelled=True))
    (off,) = events_of(client.get(address).content)
    assert len({str(one["uid"]) for one in (planned, moved, off)}) == 1
    assert [int(one["sequence"]) for one in (planned, moved, off)] == [0, 1, 2]
    assert [str(one["status"]) for one in (planned, moved, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert planned.decoded("dtstart") == FORUM.begins_at
    assert moved.decoded("dtstart") == FORUM.begins_at + hour
    told = Notice.objects.filter(kind="fair.session", recipient=nok).order_by("key")
    assert [shown(one, "en").subject for one in told] == ["Moved: Tea forum", "Cancelled: Tea forum"]


def test_what_calendars_do_not_hold_moves_no_sequence(forum: Session, edition: Edition) -> None:
    changed = save_session(edition=edition, plan=replace(FORUM, recording="", slides="", capacity=9))
    assert (changed.sequence, changed.changed_at) == (0, forum.changed_at)


def test_a_private_address_reads_a_persons_calendar(forum: Session, nok: User, client: Client) -> None:
    seats.register(session=forum, person=nok)
    old = key_of(person=nok)
    assert key_of(person=nok).token == old.token
    assert len(old.token) == 43
    response = client.get(f"/en/calendar/{old.token}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert [str(one["summary"]) for one in events_of(response.content)] == ["Tea forum"]
    (chinese,) = events_of(client.get(f"/zh-hans/calendar/{old.token}.ics").content)
    assert str(chinese["summary"]) == "茶叶论坛"
    new = renew_key(person=nok)
    assert client.get(f"/en/calendar/{old.token}.ics").status_code == 404
    assert client.get(f"/en/calendar/{new.token}.ics").status_code == 200
    User.objects.filter(pk=nok.pk).update(is_active=False)
    assert client.get(f"/en/calendar/{new.token}.ics").status_code == 404


def test_ones_own_calendar_page(forum: Session, nok: User, client: Client) -> None:
    assert client.get("/en/calendar/").status_code == 302
    seats.register(session=forum, person=nok)
    client.force_login(nok)
    page = page_of(client.get("/en/calendar/"))
    assert "Tea forum" in words(the(page, "main"))
    old = CalendarKey.objects.get().token
    assert old in words(the(page, "section.panel"))
    assert client.post("/en/calendar/").status_code == 302
    assert CalendarKey.objects.get().token != old


def test_a_visitor_is_told_what_else_stands_in_the_calendar(
    forum: Session, edition: Edition, nok: User, client: Client
) -> None:
    seats.register(session=forum, person=nok)
    half = timedelta(minutes=30)
    other = replace(
        FORUM,
        slug="launch",
        kind="launch",
        texts={"title": {"zh-hans": "发布", "en": "Launch"}},
        begins_at=FORUM.begins_at + half,
    )
    save_session(edition=edition, plan=other)
    client.force_login(nok)
    page = words(the(page_of(client.get(f"{HERE}launch/")), "main"))
    assert "At the same time in your calendar: Tea forum" in page
    assert "At the same time" not in words(the(page_of(client.get(f"{HERE}tea-forum/")), "main"))
    save_session(edition=edition, plan=replace(other, begins_at=FORUM.ends_at, ends_at=FORUM.ends_at + half))
    assert "At the same time" not in words(the(page_of(client.get(f"{HERE}launch/")), "main"))


def test_feeds_hold_a_cancelled_session_as_cancelled(forum: Session, edition: Edition, nok: User) -> None:
    seats.register(session=forum, person=nok)
    save_session(edition=edition, plan=replace(FORUM, cancelled=True))
    (entry,) = feeds.entries_of(nok, "en")
    assert (entry.cancelled, entry.sequence) == (True, 1)
