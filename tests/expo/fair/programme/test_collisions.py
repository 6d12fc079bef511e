"""What collides: two sessions at once in one room, or with one speaker, however their names are written."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from expo.fair.models import Edition, Session
from expo.fair.selectors.programme import Clash, clashes, sessions_of
from tests.expo.fair.conftest import plan_edition
from tests.expo.fair.programme.conftest import FORUM

pytestmark = pytest.mark.django_db
TEN, ELEVEN, SECOND = FORUM.begins_at, FORUM.ends_at, timedelta(seconds=1)
HOUR = timedelta(hours=1)
Queries = Callable[[int], Any]


def write(edition: Edition, slug: str = "first", **fields: Any) -> Session:
    """Write a session from ten to eleven in Room 1 with Wei, without the service."""
    given: dict[str, Any] = {
        "kind": "forum",
        "title_zh_hans": "茶叶论坛",
        "room_zh_hans": "一号厅 A",
        "begins_at": TEN,
        "ends_at": ELEVEN,
        "speakers": [{"name": "Wei Wen", "role": "x"}],
    }
    return Session.objects.create(edition=edition, slug=slug, **(given | fields))


ROOM, WEI = Clash("茶叶论坛", "一号厅 A"), Clash("茶叶论坛", "Wei Wen")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, [ROOM, WEI]),
        ({"speakers": []}, [ROOM]),
        ({"speakers": [{"name": "Sophea"}]}, [ROOM]),
        ({"speakers": [{"role": "nobody"}, {"name": "  "}]}, [ROOM]),
        ({"room_zh_hans": "二号厅"}, [WEI]),
        ({"room_zh_hans": ""}, [WEI]),
        ({"room_zh_hans": "", "speakers": []}, []),
        ({"room_zh_hans": "", "room_en": "一号厅 A", "speakers": []}, []),
        ({"room_zh_hans": " 一号厅   a "}, [Clash("茶叶论坛", " 一号厅   a "), WEI]),
        ({"speakers": [{"name": " wei  WEN "}]}, [ROOM, Clash("茶叶论坛", "wei WEN")]),
        ({"cancelled": True}, []),
    ],
)
def test_room_and_speakers_collide_as_people_read_them(
    edition: Edition, fields: dict[str, Any], found: list[Clash]
) -> None:
    write(edition)
    assert clashes(write(edition, "second", **fields)) == found


@pytest.mark.parametrize(
    ("begins", "ends", "collides"),
    [
        (TEN - HOUR, TEN, False),
        (TEN - HOUR, TEN + SECOND, True),
        (TEN + SECOND, ELEVEN - SECOND, True),
        (TEN - HOUR, ELEVEN + HOUR, True),
        (ELEVEN - SECOND, ELEVEN + HOUR, True),
        (ELEVEN, ELEVEN + HOUR, False),
        (TEN + 24 * HOUR, ELEVEN + 24 * HOUR, False),
    ],
)
def test_sessions_that_follow_each_other_do_not_collide(
    edition: Edition, begins: datetime, ends: datetime, collides: bool
) -> None:
    first = write(edition)
    second = write(edition, "second", begins_at=begins, ends_at=ends)
    assert bool(clashes(second)) is collides
    assert bool(clashes(first)) is collides


def test_neither_oneself_nor_what_is_cancelled_nor_another_edition_collides(edition: Edition) -> None:
    first = write(edition)
    write(edition, "off", cancelled=True)
    write(plan_edition("2027", 24, 2027), "elsewhere")
    assert clashes(first) == []


def test_all_that_collide_are_named_the_earlier_first(edition: Edition) -> None:
    write(edition, "later", title_zh_hans="后", begins_at=TEN + HOUR / 2, speakers=[])
    write(edition, "earlier", title_zh_hans="先", begins_at=TEN - HOUR / 2, room_zh_hans="")
    write(edition, "nameless", title_zh_hans="", speakers=[])
    found = clashes(write(edition, "mine"))
    assert [(one.other, one.why) for one in found] == [
        ("先", "Wei Wen"),
        ("nameless", "一号厅 A"),
        ("后", "一号厅 A"),
    ]


def test_every_speaker_that_is_asked_twice_is_named(edition: Edition) -> None:
    three = [{"name": name} for name in ("Wei", "Sophea", "Nok")]
    write(edition, speakers=three, room_zh_hans="")
    second = write(edition, "second", speakers=[*three[1:], {"name": "Lan"}], room_zh_hans="")
    assert [one.why for one in clashes(second)] == ["Nok", "Sophea"]


@pytest.mark.parametrize("count", [1, 24, 200])
def test_finding_what_collides_costs_one_query(
    edition: Edition, count: int, django_assert_num_queries: Queries
) -> None:
    Session.objects.bulk_create(
        Session(
            edition=edition,
            slug=f"s-{number}",
            kind="forum",
            title_zh_hans=f"第{number}场",
            room_zh_hans="一号厅",
            begins_at=TEN,
            ends_at=ELEVEN,
        )
        for number in range(count)
    )
    mine = Session.objects.select_related("edition").get(pk=write(edition, room_zh_hans="一号厅").pk)
    with django_assert_num_queries(1):
        assert len(clashes(mine)) == count
    with django_assert_num_queries(1):
        listed = sessions_of(edition.pk, language="th")
    assert len(listed) == count + 1
    assert {one.title.language for one in listed} == {"zh-hans"}
