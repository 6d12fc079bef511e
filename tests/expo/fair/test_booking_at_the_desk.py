"""An exhibitor finds a stand on the plan, holds it at the desk, applies, and reads what became of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.seams import freshness, review
from expo.fair.models import Booth, Edition, Stand, StandApplication
from expo.fair.reviewing_stands import QUEUE
from expo.fair.services.editions import move_edition
from expo.fair.services.holding import hold_stand
from portal.accounts.models import User
from tests.reading import the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, tea_house: Organization, wei: User, edition: Edition) -> str:
    """Sign Wei in as an owner of the tea house; return the address of its stands."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    client.force_login(wei)
    return f"/en/desk/{tea_house.slug}/stands/"


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def send(client: Client, page: BeautifulSoup, action: str, **fields: str) -> BeautifulSoup:
    """Send the form of a page whose address ends so, and follow where it leads."""
    form = page.select_one(f"main form[action$='{action}']")
    assert form is not None, action
    response = client.post(str(form["action"]), fields, follow=True)
    return BeautifulSoup(response.content, "html.parser")


def test_from_the_plan_to_an_application(
    client: Client, desk: str, stands: list[Stand], tea_house: Organization
) -> None:
    plan = read(client, "/en/fair/2026/hall/tea/")
    free = plan.select_one("svg.plan a[data-code=T02]")
    assert free is not None
    stand = read(client, str(free["href"]))
    ours = stand.select_one(f"main a[href^='{desk}']")
    assert ours is not None
    page = send(client, read(client, str(ours["href"])), "/hold/")
    assert "Stand T02 is held for you" in words(the(page, "main"))
    assert "Held for you until" in words(the(page, "main"))
    page = send(client, page, "/apply/", shows="六堡茶", needs="Water")
    assert "Saved." in words(the(page, "main"))
    assert StandApplication.objects.get().state == "held"
    page = send(client, page, "/apply/", shows="六堡茶", needs="Water", send="1")
    assert "Before the organizer" in words(the(page, "main"))
    assert (StandApplication.objects.get().state, Stand.objects.get(code="T02").state) == ("applied", "held")
    page = send(client, page, "/give-back/")
    assert Stand.objects.get(code="T02").state == "free"
    box = page.select_one("textarea[name=shows]")
    assert box is not None
    assert box.get_text().strip() == "六堡茶"


def test_a_hold_that_ended_keeps_what_was_typed_in_the_form(
    client: Client, desk: str, stands: list[Stand], tea_house: Organization
) -> None:
    hold_stand(stand=stands[0], organization=tea_house)
    page = read(client, desk)
    StandApplication.objects.update(until=timezone.now() - timedelta(seconds=1))
    response = client.post(f"{desk}apply/", {"shows": "Many words", "needs": "", "send": "1"})
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    assert "What you typed is kept" in words(the(page, "main"))
    assert "Many words" in page.select("textarea[name=shows]")[0].get_text()
    assert StandApplication.objects.get().shows == "Many words"
    assert (StandApplication.objects.get().state, Stand.objects.get(code="T01").state) == ("draft", "free")


def test_a_stand_somebody_else_has_is_waited_for(
    client: Client, desk: str, stands: list[Stand], pepper_garden: Organization
) -> None:
    hold_stand(stand=stands[0], organization=pepper_garden)
    page = send(client, read(client, f"{desk}2026/tea/T01/"), "/wait/")
    assert "Waiting list T01" in words(the(page, "main"))
    refused = client.post(f"{desk}2026/tea/T01/hold/", follow=True)
    assert "no longer free" in refused.content.decode()
    page = send(client, read(client, desk), "/leave/")
    assert "Waiting list" not in words(the(page, "main"))


def test_from_a_taken_stand_in_the_list_or_at_its_booth_to_the_waiting_list(
    client: Client, desk: str, booth: Booth, pepper_garden: Organization, wei: User
) -> None:
    Booth.objects.update(status="published")
    freshness.changed("fair")
    add_member(organization=pepper_garden, user_id=wei.pk, role="owner")
    row = the(read(client, "/en/fair/2026/hall/tea/"), "#list tbody tr:has(span[data-state=T01])")
    wait = the(row, "td[data-label=State] a")
    assert words(wait) == "Waiting list T01"
    beside = the(read(client, f"/en/fair/2026/booth/{booth.slug}/"), f"aside a[href='{wait['href']}']")
    assert words(beside) == "About this stand"
    stand = read(client, str(wait["href"]))
    assert "Somebody has this stand." in words(the(stand, "main"))
    assert "Book this stand" not in words(the(stand, "main"))
    ours = the(stand, f"main a[href*='{pepper_garden.slug}/stands/']")
    page = send(client, read(client, str(ours["href"])), "/wait/")
    assert "Waiting list T01" in words(the(page, "main"))


def test_a_closed_edition_says_where_the_next_one_is(
    client: Client, desk: str, stands: list[Stand], edition: Edition
) -> None:
    move_edition(edition=edition, to="after")
    said = "This edition takes no bookings, and the next one is not announced yet."
    assert said in words(the(read(client, desk), "main"))
    assert said in client.post(f"{desk}2026/tea/T01/hold/", follow=True).content.decode()
    assert "takes no bookings" in words(the(read(client, "/en/fair/2026/hall/tea/stand/T01/"), "main"))


def test_a_stand_nobody_applied_for_is_shown_as_ones_own(
    client: Client, desk: str, booth: Booth, tea_house: Organization, stands: list[Stand]
) -> None:
    page = read(client, desk)
    assert "You have this stand." in words(the(page, "main"))
    given = page.select_one("section[aria-labelledby=given]")
    assert given is not None
    assert given.h2 is not None
    assert given.h2.get_text() == "Stand T01"
    assert given.select_one("a[href='/en/fair/2026/hall/tea/']")
    # Who holds another one reads of that one: it is what waits for them.
    hold_stand(stand=stands[1], organization=tea_house)
    held = read(client, desk)
    assert held.select_one("section[aria-labelledby=given]") is None
    assert "Stand T02" in words(the(held, "main"))


def test_without_an_edition_the_desk_says_so(client: Client, desk: str, edition: Edition) -> None:
    edition.delete()
    assert "No edition is announced yet" in words(the(read(client, desk), "main"))
    assert client.post(f"{desk}give-back/").status_code == 302


@pytest.mark.parametrize("address", ["2026/tea/X1/", "2026/none/T01/", "1999/tea/T01/"])
def test_a_stand_that_is_not_there_is_not_found(
    client: Client, desk: str, stands: list[Stand], address: str
) -> None:
    assert client.get(desk + address).status_code == 404
    assert client.post(f"{desk}{address}hold/").status_code == 404


def test_a_stranger_is_asked_to_sign_in(client: Client, stands: list[Stand]) -> None:
    page = read(client, "/en/fair/2026/hall/tea/stand/T01/")
    link = page.select_one("main a[href*='/account/login/']")
    assert link is not None
    assert str(link["href"]).endswith("?next=/en/fair/2026/hall/tea/stand/T01/")


@pytest.fixture
def before_organizer(
    desk: str, stands: list[Stand], tea_house: Organization, client: Client
) -> StandApplication:
    hold_stand(stand=stands[0], organization=tea_house)
    client.post(f"{desk}apply/", {"shows": "六堡茶", "needs": "", "send": "1"})
    return StandApplication.objects.get()


@pytest.fixture
def organizer(editor: User) -> Client:
    """A browser of somebody of the staff who may decide about stands."""
    names = ["change_standapplication", "access_admin"]
    editor.user_permissions.add(*Permission.objects.filter(codename__in=names))
    browser = Client()
    browser.force_login(editor)
    return browser


def test_the_organizer_finds_it_in_the_queue_and_confirms(
    before_organizer: StandApplication, organizer: Client, tea_house: Organization, wei: User
) -> None:
    queue = review.QUEUES.get("stands")
    assert queue.count() == 1
    (waiting,) = QUEUE.longest(5)
    assert (waiting.title, waiting.owner) == ("T01 · tea · 2026", "青榕树茶坊")
    page = read(organizer, waiting.url)
    assert "六堡茶" in page.get_text()
    response = organizer.post(waiting.url, {"decision": "confirm"})
    assert (response.status_code, queue.count()) == (302, 0)
    assert Booth.objects.get(organization=tea_house).stand_id == before_organizer.stand_id
    organizer.post(waiting.url, {"decision": "decline", "reason": "Late"})
    assert StandApplication.objects.get().state == "confirmed"


def test_the_organizer_declines_with_a_reason_only(
    before_organizer: StandApplication, organizer: Client, client: Client, desk: str
) -> None:
    address = QUEUE.longest(5)[0].url
    assert organizer.post(address, {"decision": "decline"}).status_code == 422
    assert organizer.post(address, {"decision": "decline", "reason": "Full of tea."}).status_code == 302
    assert StandApplication.objects.get().state == "declined"
    assert "Full of tea." in words(the(read(client, desk), "main"))


@pytest.mark.parametrize(
    ("language", "subject"), [("en", "Stand T01 is yours"), ("zh-hans", None), ("th", None)]
)
def test_the_letter_is_in_its_readers_language(
    before_organizer: StandApplication, organizer: Client, wei: User, language: str, subject: str | None
) -> None:
    organizer.post(QUEUE.longest(5)[0].url, {"decision": "confirm"})
    told = shown(Notice.objects.get(recipient=wei, kind="fair.stand"), language)
    assert "T01" in told.subject
    assert (told.subject == "Stand T01 is yours") == (subject is not None)
    assert "青榕树茶坊" in told.text
    assert told.path == f"/{language}/desk/green-banyan-tea-house/stands/"
