"""Seats of a session go to the first, a queue waits for those given back, and nobody sits twice."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from catalog.notices.letters import shown
from catalog.notices.models import Notice
from expo.fair.models import Edition, Session, SessionSeat
from expo.fair.refusals import Refused
from expo.fair.services import seats
from expo.fair.services.programme import save_session
from portal.accounts.models import User
from tests.expo.fair.programme.conftest import FORUM, HERE, NOW, Clock, plain, state
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


def test_strangers_get_no_token_and_are_asked_to_sign_in(forum: Session, client: Client) -> None:
    page = client.get(f"{HERE}tea-forum/").content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "Sign in to register" in page
    refused = client.post(f"{HERE}tea-forum/", {"do": "register"})
    assert refused["Location"].startswith("/en/account/login/")
    assert not SessionSeat.objects.exists()


def test_seats_go_to_the_first_and_the_others_queue(forum: Session, nok: User, lan: User, wei: User) -> None:
    assert seats.register(session=forum, person=nok) == "seated"
    assert seats.register(session=forum, person=lan) == "waiting"
    assert seats.register(session=forum, person=wei) == "waiting"
    assert seats.register(session=forum, person=nok) == "seated"
    forum.refresh_from_db()
    assert forum.taken == 1


def test_a_seat_given_back_goes_to_whoever_waited_longest(
    forum: Session, nok: User, lan: User, wei: User, clock: Clock
) -> None:
    for minute, person in enumerate((nok, lan, wei)):
        clock(NOW + timedelta(minutes=minute))
        seats.register(session=forum, person=person)
    assert seats.leave(session=forum, person=nok)
    assert [state(forum, one) for one in (nok, lan, wei)] == ["", "seated", "waiting"]
    forum.refresh_from_db()
    assert forum.taken == 1
    (notice,) = Notice.objects.filter(kind="fair.seat")
    assert notice.recipient_id == lan.pk
    told = shown(notice, "en")
    assert told.subject == "You have a seat: Tea forum"
    assert "10:00 AM Nanning" in plain(told.text)
    assert not seats.leave(session=forum, person=nok)


def test_the_seat_of_a_closed_account_goes_on(forum: Session, nok: User, lan: User) -> None:
    seats.register(session=forum, person=nok)
    seats.register(session=forum, person=lan)
    nok.delete()
    forum.refresh_from_db()
    assert (forum.taken, state(forum, lan)) == (1, "seated")


def test_who_leaves_the_queue_gets_nothing(forum: Session, nok: User, lan: User) -> None:
    seats.register(session=forum, person=nok)
    seats.register(session=forum, person=lan)
    assert seats.leave(session=forum, person=lan)
    seats.leave(session=forum, person=nok)
    forum.refresh_from_db()
    assert (forum.taken, state(forum, lan)) == (0, "")


def test_more_seats_go_to_those_who_wait(forum: Session, edition: Edition, nok: User, lan: User) -> None:
    seats.register(session=forum, person=nok)
    seats.register(session=forum, person=lan)
    grown = save_session(edition=edition, plan=replace(FORUM, capacity=5))
    assert (grown.taken, state(grown, lan)) == (2, "seated")
    with pytest.raises(Refused, match="2 seats are given away already"):
        save_session(edition=edition, plan=FORUM)


@pytest.mark.parametrize(
    ("change", "moment", "said"),
    [
        ({"capacity": 0}, NOW, "Nobody has to register"),
        ({"cancelled": True}, NOW, "is cancelled"),
        ({}, FORUM.begins_at, "has begun"),
    ],
)
def test_where_nobody_registers(
    edition: Edition, nok: User, clock: Clock, change: dict[str, Any], moment: datetime, said: str
) -> None:
    session = save_session(edition=edition, plan=replace(FORUM, **change))
    clock(moment)
    with pytest.raises(Refused, match=said):
        seats.register(session=session, person=nok)


def test_a_person_takes_and_gives_back_a_seat_by_the_page(
    forum: Session, nok: User, lan: User, client: Client
) -> None:
    address = f"{HERE}tea-forum/"
    client.force_login(nok)
    assert "You have a seat." in words(the(page_of(client.post(address, follow=True)), "main"))
    other = Client()
    other.force_login(lan)
    assert "Join the waiting list" in words(the(page_of(other.get(address)), "main"))
    queued = other.post(address, {"do": "register"}, follow=True)
    assert "You are on the waiting list." in words(the(page_of(queued), "main"))
    client.post(address, {"do": "leave"})
    assert [state(forum, one) for one in (nok, lan)] == ["", "seated"]
