"""A hall goes only while nobody has anything on it, and of an archived edition nothing goes or moves."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from catalog.translation.models import TextState
from expo.fair.models import Booth, Edition, Hall, Stand, StandApplication, StandWish
from expo.fair.refusals import Refused
from expo.fair.services.halls import faults_of, lay_out, remove_hall
from portal.accounts.models import User
from tests.expo.fair.conftest import build_hall, in_rows, listed, stand_on
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
TEA = "/editors/fair/2026/halls/tea/"
STAYS = "An archived edition stays as it was."


def archive(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(state="archived")


CHANGES: dict[str, Callable[[Hall], object]] = {
    "laid out anew": lambda hall: lay_out(hall=hall, stands=in_rows(2)),
    "made larger": lambda hall: build_hall(hall.edition, width=800),
    "another beside it": lambda hall: build_hall(hall.edition, slug="puer"),
    "taken out": lambda hall: remove_hall(hall=hall),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_of_an_archived_edition_is_laid_out(hall: Hall, stands: list[Stand], change: str) -> None:
    # The row in hand still says that it is open: what counts is what the database says.
    archive(hall.edition)
    assert hall.edition.state == "open"
    with pytest.raises(Refused, match=STAYS):
        CHANGES[change](hall)
    assert list(Stand.objects.order_by("code").values_list("code", flat=True)) == ["T01", "T02", "T03", "T04"]
    assert list(Hall.objects.values_list("slug", "width")) == [("tea", 400)]


@pytest.mark.parametrize("state", ["planned", "booking", "open", "after"])
@pytest.mark.parametrize(
    ("change", "halls", "stand_count"),
    [
        ("laid out anew", {"tea": 400}, 2),
        ("made larger", {"tea": 800}, 4),
        ("another beside it", {"tea": 400, "puer": 400}, 4),
        ("taken out", {}, 0),
    ],
)
def test_until_then_halls_are_changed_in_every_state(
    hall: Hall, stands: list[Stand], state: str, change: str, halls: dict[str, int], stand_count: int
) -> None:
    Edition.objects.update(state=state)
    CHANGES[change](hall)
    assert dict(Hall.objects.values_list("slug", "width")) == halls
    assert Stand.objects.count() == stand_count


def test_a_trial_of_an_archived_edition_says_so_and_nothing_else(hall: Hall, stands: list[Stand]) -> None:
    archive(hall.edition)
    known = Hall.objects.select_related("edition").get()
    assert faults_of(hall=known, stands=[*in_rows(2), *in_rows(2)], known=stands) == (STAYS,)


def a_booth(stand: Stand, organization: Organization) -> None:
    Booth.objects.create(edition=stand.hall.edition, organization=organization, slug="b", stand=stand)


def an_application(stand: Stand, organization: Organization) -> None:
    StandApplication.objects.create(
        edition=stand.hall.edition, organization=organization, stand=stand, state="declined"
    )


def a_wish(stand: Stand, organization: Organization) -> None:
    application = StandApplication.objects.create(edition=stand.hall.edition, organization=organization)
    StandWish.objects.create(application=application, stand=stand, asked_at=timezone.now())


def an_exhibitor(stand: Stand, organization: Organization) -> None:
    listed(stand.hall.edition, "Mekong", stand=stand)


def a_hold(stand: Stand, organization: Organization) -> None:
    Stand.objects.filter(pk=stand.pk).update(state="held")


@pytest.mark.parametrize(
    "on_it", [a_booth, an_application, a_wish, an_exhibitor, a_hold], ids=lambda one: one.__name__
)
def test_a_hall_with_somebody_on_it_stays_and_the_stand_is_named(
    hall: Hall, stands: list[Stand], tea_house: Organization, on_it: Callable[[Stand, Organization], None]
) -> None:
    on_it(stands[2], tea_house)
    with pytest.raises(Refused, match="waits for T03: the hall stays"):
        remove_hall(hall=hall)
    assert (Hall.objects.count(), Stand.objects.count()) == (1, 4)
    assert not Entry.objects.filter(action="hall.removed").exists()


def test_several_stands_are_named_once_each_in_order(
    edition: Edition, hall: Hall, stands: list[Stand], tea_house: Organization, pepper_garden: Organization
) -> None:
    stand_on(edition, stands[3], tea_house)
    a_wish(stands[3], pepper_garden)
    a_hold(stands[0], tea_house)
    with pytest.raises(Refused, match="waits for T01, T04: the hall"):
        remove_hall(hall=hall)


def test_a_hall_with_halls_below_it_stays(edition: Edition, hall: Hall) -> None:
    below = build_hall(edition, slug="puer", parent=hall)
    with pytest.raises(Refused, match="Other halls stand below this one"):
        remove_hall(hall=hall)
    remove_hall(hall=below)
    remove_hall(hall=hall)
    assert not Hall.objects.exists()


def test_an_empty_hall_goes_with_its_stands_and_its_translations(
    edition: Edition, hall: Hall, stands: list[Stand], organizer: User
) -> None:
    Stand.objects.filter(code="T02").update(state="closed")
    other = build_hall(edition, slug="puer")
    lay_out(hall=other, stands=in_rows(1))
    gone = hall.pk
    remove_hall(hall=hall, by=organizer)
    assert list(Stand.objects.values_list("hall__slug", "code")) == [("puer", "T01")]
    said = TextState.objects.filter(content_type__model="hall")
    assert set(said.values_list("object_id", flat=True)) == {other.pk}
    entry = Entry.objects.get(action="hall.removed")
    assert (entry.actor_id, entry.role, entry.before, entry.object_id) == (
        organizer.pk,
        "organizer",
        {"stands": 4},
        str(gone),
    )


def test_an_editor_is_asked_once_more_and_the_hall_is_gone(
    desk: Client, client: Client, hall: Hall, stands: list[Stand]
) -> None:
    link = the(page_of(desk.get(TEA)), f"a[href='{TEA}remove/']")
    asked = page_of(desk.get(str(link["href"])))
    assert "Take the hall Tea hall out of this edition? Its address ends. Stands: 4." in words(asked)
    assert Hall.objects.exists()
    answer = desk.post(f"{TEA}remove/")
    assert answer["Location"] == "/editors/fair/2026/edition/"
    assert not Hall.objects.exists()
    assert desk.get(f"{TEA}remove/").status_code == desk.post(f"{TEA}remove/").status_code == 404
    assert client.get("/en/fair/2026/hall/tea/").status_code == 404


def test_an_editor_reads_why_a_hall_stays(desk: Client, booth: Booth) -> None:
    answer = desk.post(f"{TEA}remove/", follow=True)
    assert "Somebody has or waits for T01: the hall stays." in words(the(page_of(answer), "li.error"))
    assert Hall.objects.exists()


def test_the_pages_of_an_archived_edition_offer_no_change(
    desk: Client, edition: Edition, hall: Hall, stands: list[Stand]
) -> None:
    archive(edition)
    page = page_of(desk.get(TEA))
    assert STAYS in words(page)
    assert not page.select(f"a[href='{TEA}remove/']")
    assert not page_of(desk.get("/editors/fair/2026/edition/")).select("a[href$='/halls/new/']")
    lines = page_of(desk.post(f"{TEA}stands/", {"draw": "1", "stands": "N01, 0, 0, 30, 30", "drawn": ""}))
    assert STAYS in words(the(lines, "section[aria-labelledby=faults]"))
    assert not lines.select("button[name=save]")
    drawn = str(the(lines, "input[name=drawn]")["value"])
    saved = desk.post(f"{TEA}stands/", {"save": "1", "stands": "N01, 0, 0, 30, 30", "drawn": drawn})
    assert saved.status_code == 422
    assert STAYS in words(the(page_of(saved), "section[aria-labelledby=faults]"))
    assert Stand.objects.count() == 4
