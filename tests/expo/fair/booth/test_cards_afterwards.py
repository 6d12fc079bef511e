"""Cards outlive the edition: the desk answers and reads them when the booth can no longer be changed."""

from datetime import timedelta

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from expo.fair.models import Booth, CardExchange, Edition
from expo.fair.selectors.cards import of_organization
from expo.fair.services.cards import Named, offer_card
from portal.accounts.models import User
from tests.cast import Person
from tests.expo.fair.booth.conftest import MORNING
from tests.expo.fair.conftest import plan_edition

pytestmark = pytest.mark.django_db
NOKS = {"name": "Nok", "email": "nok@example.com"}
NAMED = Named(visitor="Nok", booth="青榕树茶坊")


@pytest.fixture
def waiting(shown_booth: Booth, nok: User) -> CardExchange:
    """Nok's card, not answered when the edition ended."""
    made = offer_card(booth=shown_booth, visitor=nok, card=NOKS, language="th", named=NAMED)
    Edition.objects.update(state="after")
    return made


def desk(house: Organization, page: str = "cards/") -> str:
    return f"/en/desk/{house.slug}/booth/{page}"


def test_a_card_is_answered_after_the_fair(
    waiting: CardExchange, owner: User, tea_house: Organization, client: Client
) -> None:
    client.force_login(owner)
    none = client.get(desk(tea_house, "")).content.decode()
    assert "No edition takes booths now." in none
    assert f'href="{desk(tea_house)}"' in none
    page = client.get(f"{desk(tea_house)}?answer={waiting.pk}").content.decode()
    assert "Exchange cards: Nok" in page
    for other in ("words/", "exhibits/", "hours/", "publish/"):
        assert desk(tea_house, other) not in page
    answer = {"card": waiting.pk, "exchange": "1", "name": "韦文", "phone": "+86 774 000 0000"}
    assert client.post(desk(tea_house), answer).status_code == 302
    assert CardExchange.objects.get().state == "exchanged"
    file = client.get(f"{desk(tea_house)}{waiting.pk}/file/").content.decode()
    assert "EMAIL;TYPE=INTERNET:nok@example.com" in file


def test_nothing_else_of_the_booth_is_at_hand_after_the_fair(
    waiting: CardExchange, owner: User, tea_house: Organization, client: Client
) -> None:
    client.force_login(owner)
    before = Booth.objects.values().get()
    for page in ("words/", "publish/", "presence/"):
        client.post(desk(tea_house, page), {"headline": "x", "revision": "1", "withdraw": "1", "here": "1"})
    assert Booth.objects.values().get() == before


@pytest.mark.parametrize("role", ["finance", None])
def test_who_does_not_answer_is_not_led_to_cards(
    waiting: CardExchange, tea_house: Organization, person: Person, client: Client, role: str | None
) -> None:
    other = person("other", "Other")
    if role:
        add_member(organization=tea_house, user_id=other.pk, role=role)
    client.force_login(other)
    assert client.get(desk(tea_house)).status_code == (403 if role else 404)
    assert desk(tea_house) not in client.get(desk(tea_house, "")).content.decode()


def test_the_next_edition_shows_the_cards_of_all(waiting: CardExchange, nok: User, lan: User) -> None:
    first = waiting.booth
    later = Booth.objects.create(
        edition=plan_edition("2027", 24, 2027), organization=first.organization, slug=first.slug
    )
    for number, (booth, visitor, state) in enumerate(
        [(later, nok, "exchanged"), (later, lan, "offered"), (first, lan, "withdrawn")]
    ):
        CardExchange.objects.create(
            booth=booth,
            visitor=visitor,
            offered=NOKS,
            language="th",
            state=state,
            offered_at=MORNING + timedelta(days=365 + number),
            decided_at=MORNING if state != "offered" else None,
        )
    listed = list(of_organization(first.organization_id))
    assert [(one.booth_id, one.visitor_id) for one in listed][2] == (later.pk, nok.pk)
    assert {(one.booth_id, one.visitor_id) for one in listed[:2]} == {(first.pk, nok.pk), (later.pk, lan.pk)}


def test_another_organization_sees_none_of_it(
    waiting: CardExchange, pepper_garden: Organization, sophea: User, client: Client
) -> None:
    assert not of_organization(pepper_garden.pk).exists()
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    Booth.objects.create(edition=waiting.booth.edition, organization=pepper_garden, slug="pepper")
    client.force_login(sophea)
    assert client.post(desk(pepper_garden), {"card": waiting.pk, "decline": "1"}).status_code == 404
    assert "Nok" not in client.get(desk(pepper_garden)).content.decode()
    assert CardExchange.objects.get().state == "offered"
