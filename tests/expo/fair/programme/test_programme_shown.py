"""The programme by both clocks: what is on, what comes next, and what a session says of itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from catalog.seams import slots
from catalog.seams.preferences import Preferences
from expo.fair.models import Edition, Session
from expo.fair.selectors.programme import now_and_next, sessions_of
from expo.fair.services.programme import save_session
from portal.accounts.models import User
from tests.expo.fair.programme.conftest import FORUM, HERE, Clock, plain
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


def test_the_programme_shows_both_clocks_and_what_is_next(
    forum: Session, client: Client, clock: Clock
) -> None:
    page = page_of(client.get(HERE))
    next_one = the(page, 'section[aria-labelledby="next-title"]')
    assert "Tea forum" in words(next_one)
    # Strangers read by the clock of the place until they say where they are.
    assert "Next sessions Sep 17, 2026, 10:00 AM Nanning · 60 minutes" in plain(words(next_one))
    assert "Thursday, September 17, 2026" in words(the(page, "main"))
    assert page.select("#on-title") == []


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("UTC", "Days and times are those of Nanning. With a time zone chosen in your account,"),
        (
            "Asia/Bangkok",
            "Days are those of Nanning. Times are by your clock (Bangkok), with that of Nanning",
        ),
    ],
)
def test_it_is_said_above_whose_clocks_the_two_are(
    forum: Session, client: Client, nok: User, zone: str, said: str
) -> None:
    User.objects.filter(pk=nok.pk).update(time_zone=zone)
    client.force_login(nok)
    assert said in words(the(page_of(client.get(HERE)), "h1 + p"))


def test_what_is_on_stands_first_and_is_over_when_it_ends(
    forum: Session, edition: Edition, clock: Clock
) -> None:
    later = replace(FORUM, slug="later", begins_at=FORUM.ends_at, ends_at=FORUM.ends_at + timedelta(hours=1))
    save_session(edition=edition, plan=later)
    found = sessions_of(edition.pk, language="en")
    expected = {
        FORUM.begins_at - timedelta(minutes=1): ([], ["tea-forum", "later"]),
        FORUM.begins_at: (["tea-forum"], ["later"]),
        FORUM.ends_at: (["later"], []),
        FORUM.ends_at + timedelta(hours=1): ([], []),
    }
    for moment, (on, coming) in expected.items():
        clock(moment)
        got = now_and_next(found)
        assert ([one.slug for one in got[0]], [one.slug for one in got[1]]) == (on, coming)


def test_a_session_says_who_speaks_where_and_in_which_languages(forum: Session, client: Client) -> None:
    facts = words(the(page_of(client.get(f"{HERE}tea-forum/")), "dl.facts"))
    for part in ("Room 1", "Wei Wen, Tea maker", "中文", "English", "ไทย"):
        assert part in facts
    assert client.get(f"{HERE}nothing/").status_code == 404
    assert client.get("/en/fair/1999/programme/").status_code == 404


def test_recording_and_slides_come_afterwards(forum: Session, client: Client, clock: Clock) -> None:
    links = {"live": FORUM.live_link, "recording": FORUM.recording, "slides": FORUM.slides}
    before = client.get(f"{HERE}tea-forum/").content.decode()
    assert [name for name, link in links.items() if f'href="{link}"' in before] == ["live"]
    clock(FORUM.ends_at)
    client.cookies["sessionid"] = "none"  # not from the kept pages
    after = client.get(f"{HERE}tea-forum/").content.decode()
    assert [name for name, link in links.items() if f'href="{link}"' in after] == ["recording", "slides"]


@pytest.mark.parametrize("count", [1, 24])
def test_the_programme_costs_the_same_however_long(
    forum: Session,
    edition: Edition,
    client: Client,
    count: int,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    Session.objects.bulk_create(
        Session(
            edition=edition,
            slug=f"s-{number}",
            kind="forum",
            title_en=f"Session {number}",
            begins_at=FORUM.begins_at,
            ends_at=FORUM.ends_at,
        )
        for number in range(count - 1)
    )
    client.get("/en/fair/")
    client.cookies["sessionid"] = "none"
    with django_assert_max_num_queries(10):
        page = page_of(client.get(HERE))
    assert len(page.select("section.thread-fair li")) == count


def test_the_fairs_front_says_what_is_on_or_next(forum: Session, edition: Edition, clock: Clock) -> None:
    reader = Preferences("en", time_zone="Asia/Bangkok")

    def said() -> tuple[bool, str, str]:
        (slot,) = [
            one
            for one in slots.fill(place="fair.now", ids=[edition.pk], preferences=reader)[edition.pk]
            if one.name == "fair.programme"
        ]
        return slot.values["is_on"], slot.values["title"], plain(slot.values["when"])

    assert said() == (False, "Tea forum", "Sep 17, 2026, 9:00 AM · 10:00 AM Nanning")
    clock(FORUM.begins_at)
    assert said()[0]
    clock(FORUM.ends_at)
    filled = slots.fill(place="fair.now", ids=[edition.pk], preferences=reader)[edition.pk]
    assert "fair.programme" not in [one.name for one in filled]
