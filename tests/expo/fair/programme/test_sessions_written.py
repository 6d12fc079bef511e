"""Sessions as editors write them: what is none is refused, what collides is named."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from expo.fair.models import Edition, Session
from expo.fair.refusals import Refused
from expo.fair.selectors.programme import clashes
from expo.fair.services.programme import save_session
from portal.accounts.models import User
from tests.expo.fair.programme.conftest import FORUM, Clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends_at": FORUM.begins_at}, "The end comes after the beginning"),
        ({"texts": {"title": {"en": "Only English"}}}, "Say what it is called"),
    ],
)
def test_a_session_that_is_none_is_refused(
    edition: Edition, clock: Clock, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        save_session(edition=edition, plan=replace(FORUM, **change))
    Edition.objects.filter(pk=edition.pk).update(state="archived")
    edition.refresh_from_db()
    with pytest.raises(Refused, match="archived edition"):
        save_session(edition=edition, plan=FORUM)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ["一号厅", "Wei Wen"]),
        ({"speakers": ()}, ["一号厅"]),
        ({"texts": {**FORUM.texts, "room": {"zh-hans": "二号厅"}}}, ["Wei Wen"]),
        ({"begins_at": FORUM.ends_at, "ends_at": FORUM.ends_at + timedelta(hours=1)}, []),
        ({"cancelled": True}, []),
    ],
)
def test_what_collides_is_named(
    forum: Session, edition: Edition, change: dict[str, Any], why: list[str]
) -> None:
    second = save_session(edition=edition, plan=replace(FORUM, slug="second", **change))
    assert [one.why for one in clashes(second)] == why
    assert {one.other for one in clashes(second)} <= {"茶叶论坛"}


def test_editors_write_sessions_and_read_what_collides(
    forum: Session, edition: Edition, administrator: User, client: Client
) -> None:
    client.force_login(administrator)
    typed = {
        "edition": edition.pk,
        "slug": "second",
        "kind": "launch",
        "title-zh-hans": "新品",
        "room-zh-hans": "一号厅",
        "day": "2026-09-17",
        "begins": "10:30",
        "ends": "11:30",
        "speakers": "Wei Wen, Tea maker\nSophea",
        "languages": ["zh-hans", "en"],
        "capacity": "20",
    }
    sent = client.post("/editors/sessions/new/", typed, follow=True)
    made = Session.objects.select_related("edition").get(slug="second")
    assert made.begins_at == FORUM.begins_at + timedelta(minutes=30)
    assert made.speakers == [{"name": "Wei Wen", "role": "Tea maker"}, {"name": "Sophea", "role": ""}]
    page = sent.content.decode()
    assert "At the same time: “茶叶论坛” (一号厅)." in page
    assert "At the same time: “茶叶论坛” (Wei Wen)." in page
    edit = f"/editors/sessions/edit/{made.pk}/"
    assert 'value="10:30"' in client.get(edit).content.decode()
    refused = client.post(edit, typed | {"title-zh-hans": "", "title-en": "Only English"})
    assert "Say what it is called." in refused.content.decode()
    client.post(edit, typed | {"cancelled": "on"})
    made.refresh_from_db()
    assert (made.cancelled, made.sequence) == (True, 1)
