"""A session for which nobody has to register any more: who waited for a seat is in, and may stay away."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from expo.fair.models import Edition, Session
from expo.fair.refusals import Refused
from expo.fair.services import seats
from expo.fair.services.programme import save_session
from portal.accounts.models import User
from tests.expo.fair.programme.conftest import FORUM, HERE, NOW, Clock, counted, in_line, state, told
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
TEN, ELEVEN, MINUTE = FORUM.begins_at, FORUM.ends_at, timedelta(minutes=1)
OPEN_TO_ALL = replace(FORUM, capacity=0)


def test_where_nobody_has_to_register_any_more_all_who_wait_are_in(
    forum: Session, edition: Edition, nok: User, lan: User, wei: User, sophea: User, clock: Clock
) -> None:
    in_line(forum, nok, lan, wei, sophea, clock=clock)
    User.objects.filter(pk=sophea.pk).update(is_active=False)
    for _again in range(2):
        save_session(edition=edition, plan=OPEN_TO_ALL)
    assert counted(forum) == 3
    assert [state(forum, one) for one in (nok, lan, wei, sophea)] == [*["seated"] * 3, "waiting"]
    assert [told(one) for one in (nok, lan, wei, sophea)] == [0, 1, 1, 0]
    # They can stay away, and are told like everybody when it moves.
    assert seats.leave(session=forum, person=lan)
    save_session(edition=edition, plan=replace(OPEN_TO_ALL, begins_at=TEN + MINUTE))
    assert [told(one, "fair.session") for one in (nok, lan, wei)] == [1, 0, 1]
    # Seats are counted again: those given away stay given away.
    with pytest.raises(Refused, match="2 seats are given away already"):
        save_session(edition=edition, plan=replace(FORUM, capacity=1))


@pytest.mark.parametrize(
    ("change", "moment", "seated"),
    [({}, NOW, True), ({"cancelled": True}, NOW, False), ({}, TEN, False), ({}, ELEVEN, False)],
)
def test_who_waits_is_let_in_only_to_what_is_still_to_come(
    forum: Session,
    edition: Edition,
    nok: User,
    lan: User,
    clock: Clock,
    change: dict[str, Any],
    moment: datetime,
    seated: bool,
) -> None:
    in_line(forum, nok, lan, clock=clock)
    clock(moment)
    save_session(edition=edition, plan=replace(OPEN_TO_ALL, **change))
    assert (state(forum, lan) == "seated", told(lan)) == (seated, int(seated))
    assert counted(forum) == 1 + seated


def test_a_seat_is_given_back_on_the_page_though_nobody_has_to_register(
    forum: Session, edition: Edition, nok: User, lan: User, clock: Clock, client: Client
) -> None:
    in_line(forum, nok, lan, clock=clock)
    save_session(edition=edition, plan=OPEN_TO_ALL)
    client.force_login(lan)
    page = the(page_of(client.get(f"{HERE}tea-forum/")), "main")
    assert "You have a seat." in words(page)
    assert "Free seats" not in words(page)
    given = client.post(f"{HERE}tea-forum/", {"do": "leave"}, follow=True)
    assert "Register" not in words(the(page_of(given), "main"))
    assert (state(forum, lan), counted(forum)) == ("", 1)
