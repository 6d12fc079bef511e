"""Programs are told from people by what they call themselves, telephones of odd names included."""

import crawleruseragents
import pytest
from django.test import RequestFactory

from catalog.seams.machines import by_person, is_machine

PEOPLE = (
    "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.42",
    "Mozilla/5.0 (Linux; Android 11; CUBOT KING KONG CS) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; U; Android 9) UCBrowser/13.4 Mobile",
    "Mozilla/5.0 (iPhone) Line/13.2",
    "Mozilla/5.0 (Linux; Android 12) Zalo android/12",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/118 coc_coc_browser/118 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Mobile Safari/537.36 baiduboxapp/13",
)


@pytest.mark.parametrize("name", PEOPLE)
def test_browsers_of_the_region_are_peoples(name: str) -> None:
    assert not is_machine(name)


@pytest.mark.parametrize(
    "name",
    ["", "  ", "curl/8.5", "python-requests/2.32", "Some-new-bot/1.0", "Mozilla/5.0 HeadlessChrome/120"],
)
def test_programs_that_say_so_or_say_nothing_are_machines(name: str) -> None:
    assert is_machine(name)


def test_every_program_of_the_list_is_known_by_the_names_it_gives_itself() -> None:
    named = [name for one in crawleruseragents.CRAWLER_USER_AGENTS_DATA for name in one["instances"][:1]]
    assert len(named) > 500
    assert [name for name in named if len(name) < 1000 and not is_machine(name)] == []


@pytest.mark.parametrize(
    ("headers", "person"),
    [({}, True), ({"sec-purpose": "prefetch"}, False), ({"purpose": "prefetch"}, False)],
)
def test_a_browser_that_fetches_ahead_shows_nobody_anything(headers: dict[str, str], person: bool) -> None:
    request = RequestFactory(headers={"user-agent": PEOPLE[0], **headers}).get("/")
    assert by_person(request) == person
