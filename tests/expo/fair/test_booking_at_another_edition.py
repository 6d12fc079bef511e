"""A desk books at the edition it was led to, whichever is the current one, and sees only its own."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from expo.fair.models import Edition, Stand, StandApplication, StandWish
from expo.fair.services.applying import decline_application, keep_words, send_application
from expo.fair.services.editions import make_current, move_edition
from expo.fair.services.holding import hold_stand, wait_for
from portal.accounts.models import User
from tests.expo.fair.conftest import build_hall, build_stands, plan_edition
from tests.reading import the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, tea_house: Organization, wei: User, edition: Edition) -> str:
    """Sign Wei in as an owner of the tea house; return the address of its stands."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    client.force_login(wei)
    return f"/en/desk/{tea_house.slug}/stands/"


@pytest.fixture
def coming(edition: Edition, stands: list[Stand]) -> list[Stand]:
    """The current edition is over; the stands of the next one, which takes bookings already."""
    move_edition(edition=edition, to="after")
    after = plan_edition("2027", 24, 2027)
    there = build_stands(build_hall(after))
    move_edition(edition=after, to="booking")
    return there


def page(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address, follow=True)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def test_from_the_closed_edition_to_an_application_at_the_next(
    client: Client, desk: str, coming: list[Stand]
) -> None:
    first = page(client, desk)
    assert "Book at Expo 2027" in words(the(first, "main"))
    assert first.select(f"main a[href='{desk}?edition=2027']")
    answer = client.post(f"{desk}2027/tea/T02/hold/")
    assert answer["Location"] == f"{desk}?edition=2027"
    held = page(client, answer["Location"])
    assert "Held for you until" in words(the(held, "main"))
    form = held.select_one("form[action$='/apply/']")
    assert form is not None
    fields = {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}
    assert fields["edition"] == "2027"
    sent = client.post(str(form["action"]), fields | {"shows": "六堡茶", "send": "1"})
    assert sent["Location"] == f"{desk}?edition=2027"
    application = StandApplication.objects.get()
    assert (application.edition.slug, application.state, application.shows) == ("2027", "applied", "六堡茶")
    client.post(f"{desk}give-back/", {"edition": "2027"})
    application.refresh_from_db()
    assert (application.state, application.stand_id) == ("draft", None)


def test_what_is_typed_for_one_edition_stays_out_of_the_other(
    client: Client, desk: str, coming: list[Stand], edition: Edition, tea_house: Organization
) -> None:
    keep_words(edition=edition, organization=tea_house, shows="Last year's tea", needs="")
    client.post(f"{desk}apply/", {"edition": "2027", "shows": "New tea", "needs": ""})
    kept = StandApplication.objects.order_by("edition__slug").values_list("edition__slug", "shows")
    assert list(kept) == [("2026", "Last year's tea"), ("2027", "New tea")]
    assert "Last year's tea" in str(page(client, desk))
    assert "New tea" in str(page(client, f"{desk}?edition=2027"))


@pytest.mark.parametrize("asked", ["1999", "", "2027", "%00", "2026'--"])
def test_an_edition_that_is_not_to_be_seen_is_not_shown(
    client: Client, desk: str, stands: list[Stand], asked: str
) -> None:
    plan_edition("2027", 24, 2027)
    found = page(client, f"{desk}?edition={asked}")
    assert "Expo 2026" in words(the(found, "main"))
    assert "Expo 2027" not in words(the(found, "main"))
    assert not found.select("main a[href*='edition=2027']")


def test_a_stand_of_an_edition_only_planned_is_not_found(
    client: Client, desk: str, stands: list[Stand]
) -> None:
    build_stands(build_hall(plan_edition("2027", 24, 2027)))
    for what, send in (("", client.get), ("hold/", client.post), ("wait/", client.post)):
        assert send(f"{desk}2027/tea/T01/{what}").status_code == 404
    assert not StandApplication.objects.exists()


def test_the_letter_leads_to_the_edition_it_is_about(
    desk: str,
    coming: list[Stand],
    tea_house: Organization,
    wei: User,
    administrator: User,
) -> None:
    for edition in ("2027", "2028"):
        if edition == "2028":
            Notice.objects.all().delete()
            make_current(edition=Edition.objects.get(slug="2027"))
        hold_stand(stand=coming[0], organization=tea_house)
        words = keep_words(edition=coming[0].hall.edition, organization=tea_house, shows="茶", needs="")
        decline_application(
            application=send_application(application=words, by=wei), reason="Full.", by=administrator
        )
        told = shown(Notice.objects.get(recipient=wei), "th")
        end = "?edition=2027" if edition == "2027" else ""
        assert told.path == f"/th/desk/{tea_house.slug}/stands/{end}"


Ask = Callable[[str], int]


@pytest.fixture
def ask(client: Client, desk: str) -> Ask:
    """Return what asks for a stand at the desk and says with which status it was answered."""
    return lambda address: client.post(f"{desk}{address}").status_code


def test_one_organization_does_not_touch_what_another_has(
    ask: Ask, client: Client, desk: str, edition: Edition, stands: list[Stand], pepper_garden: Organization
) -> None:
    hold_stand(stand=stands[0], organization=pepper_garden)
    Stand.objects.filter(code="T02").update(state="taken")
    wait_for(stand=stands[1], organization=create_third())
    keep_words(edition=edition, organization=pepper_garden, shows="Secret pepper", needs="")
    assert ask("give-back/") == 302
    assert ask("2026/tea/T02/leave/") == 302
    assert ask("2026/tea/T01/hold/") == 302
    theirs = StandApplication.objects.get(organization=pepper_garden)
    assert (theirs.state, theirs.stand_id) == ("held", stands[0].pk)
    assert StandWish.objects.count() == 1
    seen = str(page(client, desk)) + str(page(client, f"{desk}2026/tea/T01/"))
    assert "Secret pepper" not in seen
    assert pepper_garden.slug not in seen


def create_third() -> Organization:
    from catalog.merchants.services import create_organization

    return create_organization(kind="merchant", country="LA", source_language="lo", name={"lo": "ກາເຟ"})


@pytest.mark.parametrize(
    ("state", "offers"),
    [("free", "hold"), ("held", "wait"), ("taken", "wait"), ("closed", "")],
)
def test_a_stand_offers_what_its_state_allows(
    client: Client, desk: str, stands: list[Stand], state: str, offers: str
) -> None:
    Stand.objects.filter(code="T01").update(state=state)
    found = page(client, f"{desk}2026/tea/T01/")
    forms = [str(form["action"]).rstrip("/").rpartition("/")[2] for form in found.select("main form")]
    assert forms == [offers] * bool(offers)


def test_who_has_a_stand_is_offered_no_waiting(
    client: Client, desk: str, stands: list[Stand], tea_house: Organization
) -> None:
    hold_stand(stand=stands[0], organization=tea_house)
    Stand.objects.filter(code="T02").update(state="taken")
    assert "You have this stand." in words(the(page(client, f"{desk}2026/tea/T01/"), "main"))
    assert not page(client, f"{desk}2026/tea/T02/").select("main form")
    refused = client.post(f"{desk}2026/tea/T02/wait/", follow=True)
    assert "You have a stand. Give it back before you wait for another." in refused.text


def test_words_too_long_are_given_back_as_typed(client: Client, desk: str, stands: list[Stand]) -> None:
    typed = "x" * 4001
    answer = client.post(f"{desk}apply/", {"shows": typed, "needs": "Water", "send": "1"})
    assert answer.status_code == 422
    assert typed in answer.text
    assert not StandApplication.objects.exists()


def test_an_offer_can_be_applied_for_or_given_back_at_the_desk(
    client: Client,
    desk: str,
    stands: list[Stand],
    tea_house: Organization,
    pepper_garden: Organization,
    sophea: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    from expo.fair.services.applying import withdraw_application

    theirs = hold_stand(stand=stands[0], organization=pepper_garden)
    wait_for(stand=stands[0], organization=tea_house)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_application(application=theirs, by=sophea)
    found = page(client, desk)
    assert "Offered to you until" in words(the(found, "main"))
    assert found.select("form[action$='/apply/'] button[name=send]")
    client.post(f"{desk}give-back/")
    assert Stand.objects.get(code="T01").state == "free"
    assert not StandWish.objects.exists()
