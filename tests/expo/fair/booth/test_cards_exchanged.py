"""Cards are exchanged when both sides agree, and either takes theirs back."""

from uuid import uuid4

import pytest
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import Notice
from expo.fair.cards import lines_of, vcard
from expo.fair.events import CardExchanged
from expo.fair.models import Booth, CardExchange, Edition
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.services.booths import withdraw_booth
from expo.fair.services.cards import Named, decline_card, offer_card, return_card, take_back
from expo.fair.services.editions import move_edition
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
NOKS = {"name": "Nok", "email": "nok@example.com", "phone": "+66 2 000 0000", "wish": "300 kg a quarter"}
WEIS = {"name": "韦文", "organization": "青榕树茶坊", "email": "wei@example.com"}
NAMED = Named(visitor="Nok", booth="青榕树茶坊")


@pytest.fixture
def offered(shown_booth: Booth, nok: User) -> CardExchange:
    """Nok's card, offered to Wei's booth."""
    return offer(shown_booth, nok)


def offer(booth: Booth, by: User, card: dict[str, str] | None = None) -> CardExchange:
    return offer_card(booth=booth, visitor=by, card=card or NOKS, language="th", named=NAMED)


@pytest.fixture
def at_desk(owner: User) -> Client:
    """A browser with Wei at the desk."""
    browser = Client()
    browser.force_login(owner)
    return browser


def desk(booth: Booth) -> str:
    return f"/en/desk/{booth.organization.slug}/booth/cards/"


def test_the_booth_reads_only_a_name_until_it_agrees(
    offered: CardExchange, owner: User, at_desk: Client
) -> None:
    page = at_desk.get(desk(offered.booth)).content.decode()
    assert "Nok" in page
    for kept in ("nok@example.com", "+66 2 000 0000", "300 kg a quarter"):
        assert kept not in page
    assert at_desk.get(f"{desk(offered.booth)}{offered.pk}/file/").status_code == 404
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    page = at_desk.get(desk(offered.booth)).content.decode()
    for known in ("nok@example.com", "+66 2 000 0000", "300 kg a quarter"):
        assert known in page
    assert (
        "EMAIL;TYPE=INTERNET:nok@example.com"
        in at_desk.get(f"{desk(offered.booth)}{offered.pk}/file/").content.decode()
    )


def test_the_visitor_has_the_booths_card_once_it_agreed(
    offered: CardExchange, owner: User, nok: User, client: Client
) -> None:
    client.force_login(nok)
    before = client.get("/en/account/cards/").content.decode()
    assert "Waiting for the booth" in before
    assert "wei@example.com" not in before
    assert client.get(f"/en/account/cards/{offered.pk}/file/").status_code == 404
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    after = client.get("/en/account/cards/").content.decode()
    assert "Exchanged" in after
    assert "wei@example.com" in after
    file = client.get(f"/en/account/cards/{offered.pk}/file/")
    assert file["Content-Type"] == "text/vcard; charset=utf-8"
    assert "FN:韦文\r\n" in file.content.decode()


def test_both_sides_are_told_once(offered: CardExchange, owner: User, nok: User) -> None:
    assert [(one.recipient_id, one.kind) for one in Notice.objects.all()] == [(owner.pk, "fair.card-offered")]
    assert Notice.objects.get().link == desk(offered.booth)
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    told = Notice.objects.get(kind="fair.card-returned")
    assert (told.recipient_id, told.values, told.link) == (
        nok.pk,
        {"booth": "青榕树茶坊"},
        "/th/account/cards/",
    )


def test_an_exchange_is_on_record_without_the_cards(offered: CardExchange, owner: User) -> None:
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    entry = Entry.objects.get(action="card.exchanged")
    assert entry.after == {"exchange": str(offered.pk)}
    assert "nok@example.com" not in str(entry.__dict__)


def test_an_exchange_is_told_to_the_rooms_above(
    offered: CardExchange, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr("expo.fair.services.cards.events.publish", told.append)
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    assert told == [CardExchanged(str(offered.pk), offered.booth_id, "th")]


def test_offered_again_while_it_waits_the_later_card_counts(
    offered: CardExchange, shown_booth: Booth, nok: User
) -> None:
    again = offer(shown_booth, nok, NOKS | {"wish": "500 kg"})
    assert (again.pk, again.offered["wish"]) == (offered.pk, "500 kg")
    assert CardExchange.objects.count() == 1


def test_offering_after_an_exchange_changes_nothing(
    offered: CardExchange, shown_booth: Booth, nok: User, owner: User
) -> None:
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    again = offer(shown_booth, nok, NOKS | {"wish": "500 kg"})
    assert (again.state, again.offered["wish"], again.returned) == ("exchanged", "300 kg a quarter", WEIS)


def test_a_declined_card_is_forgotten_but_for_its_name(offered: CardExchange, owner: User) -> None:
    decline_card(exchange=offered, by=owner)
    assert (offered.state, offered.offered, offered.returned) == ("declined", {"name": "Nok"}, {})


def test_what_was_decided_is_not_decided_again(offered: CardExchange, owner: User) -> None:
    stale = CardExchange.objects.get(pk=offered.pk)
    decline_card(exchange=offered, by=owner)
    with pytest.raises(MoveRefused, match="Declined"):
        return_card(exchange=stale, card=WEIS, by=owner, named=NAMED)
    assert CardExchange.objects.get().returned == {}


def test_who_takes_a_card_back_empties_both(
    offered: CardExchange, owner: User, nok: User, client: Client, at_desk: Client
) -> None:
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    client.force_login(nok)
    back = f"/en/account/cards/{offered.pk}/back/"
    assert client.get(back)["Location"] == "/en/account/cards/"
    client.post(back)
    offered.refresh_from_db()
    assert (offered.state, offered.offered, offered.returned) == ("withdrawn", {}, {})
    assert "Nok" not in at_desk.get(desk(offered.booth)).content.decode()
    assert "wei@example.com" not in client.get("/en/account/cards/").content.decode()


def test_a_card_taken_back_while_the_booth_answers_is_not_exchanged(
    offered: CardExchange, owner: User
) -> None:
    stale = CardExchange.objects.get(pk=offered.pk)
    take_back(exchange=offered)
    with pytest.raises(MoveRefused, match="Taken back"):
        return_card(exchange=stale, card=WEIS, by=owner, named=NAMED)


def test_a_card_taken_back_can_be_offered_anew(offered: CardExchange, shown_booth: Booth, nok: User) -> None:
    take_back(exchange=offered)
    again = offer(shown_booth, nok)
    assert (again.pk, again.state, again.decided_at) == (offered.pk, "offered", None)


@pytest.mark.parametrize("card", [{"email": "x@example.com"}, {"name": "Nok"}, {"name": " ", "phone": "1"}])
def test_a_card_has_a_name_and_a_way_to_answer(shown_booth: Booth, nok: User, card: dict[str, str]) -> None:
    with pytest.raises(Refused, match="A card has a name"):
        offer(shown_booth, nok, card)
    assert not CardExchange.objects.exists()


def test_what_is_no_part_of_a_card_is_not_kept(shown_booth: Booth, nok: User) -> None:
    kept = offer(shown_booth, nok, NOKS | {"passport": "AA123", "phone": " "})
    assert set(kept.offered) == {"name", "email", "wish"}


def test_a_booth_that_is_not_shown_takes_no_card(shown_booth: Booth, owner: User, nok: User) -> None:
    withdraw_booth(booth=shown_booth, by=owner)
    with pytest.raises(Refused, match="not shown"):
        offer(shown_booth, nok)


def test_the_card_of_somebody_who_left_goes_with_them(offered: CardExchange, nok: User) -> None:
    nok.delete()
    assert not CardExchange.objects.exists()


def offer_page(booth: Booth) -> str:
    return f"/en/fair/2026/booth/{booth.slug}/card/"


def test_only_somebody_signed_in_offers_a_card(shown_booth: Booth, client: Client) -> None:
    for response in (client.get(offer_page(shown_booth)), client.post(offer_page(shown_booth), NOKS)):
        assert response.status_code == 302
        assert response["Location"].startswith("/en/account/login/")
    page = client.get(f"/en/fair/2026/booth/{shown_booth.slug}/").content.decode()
    assert f'href="{offer_page(shown_booth)}" rel="nofollow"' in page


def test_the_form_begins_with_the_account_and_needs_consent(
    shown_booth: Booth, nok: User, client: Client
) -> None:
    client.force_login(nok)
    form = client.get(offer_page(shown_booth)).content.decode()
    assert 'value="nok@example.com"' in form
    refused = client.post(offer_page(shown_booth), NOKS)
    assert refused.status_code == 422
    assert "300 kg a quarter" in refused.content.decode()
    taken = client.post(offer_page(shown_booth), NOKS | {"consent": "on"})
    assert (taken.status_code, taken["Location"]) == (302, "/en/account/cards/")
    assert CardExchange.objects.get().offered == NOKS


def test_a_card_without_a_way_to_answer_is_refused_on_the_form(
    shown_booth: Booth, nok: User, client: Client
) -> None:
    client.force_login(nok)
    refused = client.post(offer_page(shown_booth), {"name": "Nok", "consent": "on"})
    assert refused.status_code == 422
    assert "A card has a name" in refused.content.decode()


def test_a_past_booth_takes_no_card(shown_booth: Booth, edition: Edition, nok: User, client: Client) -> None:
    move_edition(edition=edition, to="after")
    client.force_login(nok)
    assert client.get(offer_page(shown_booth)).status_code == 404
    page = client.get(f"/en/fair/2026/booth/{shown_booth.slug}/").content.decode()
    assert "Exchange cards" not in page


def test_a_visitors_card_is_no_business_of_another_visitor(
    offered: CardExchange, lan: User, client: Client
) -> None:
    client.force_login(lan)
    assert client.get(f"/en/account/cards/{offered.pk}/file/").status_code == 404
    assert client.post(f"/en/account/cards/{offered.pk}/back/").status_code == 404
    assert "Nok" not in client.get("/en/account/cards/").content.decode()


def test_a_member_answers_an_offer_at_the_desk(offered: CardExchange, at_desk: Client) -> None:
    form = at_desk.get(f"{desk(offered.booth)}?answer={offered.pk}").content.decode()
    assert "Exchange cards: Nok" in form
    assert "青榕树茶坊" in form
    refused = at_desk.post(desk(offered.booth), {"card": offered.pk, "exchange": "1", "name": "韦文"})
    assert refused.status_code == 422
    assert "Exchange cards: Nok" in refused.content.decode()
    at_desk.post(desk(offered.booth), {"card": offered.pk, "exchange": "1", **WEIS})
    offered.refresh_from_db()
    assert (offered.state, offered.returned) == ("exchanged", WEIS)


@pytest.mark.parametrize(("what", "state"), [("decline", "declined"), ("forget", "withdrawn")])
def test_a_member_declines_or_gives_back(
    offered: CardExchange, at_desk: Client, what: str, state: str
) -> None:
    at_desk.post(desk(offered.booth), {"card": offered.pk, what: "1"})
    offered.refresh_from_db()
    assert offered.state == state


def test_another_organizations_cards_are_not_found(
    offered: CardExchange, pepper_garden: Organization, sophea: User, edition: Edition, client: Client
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    Booth.objects.create(edition=edition, organization=pepper_garden, slug="pepper")
    client.force_login(sophea)
    address = f"/en/desk/{pepper_garden.slug}/booth/cards/"
    assert client.post(address, {"card": offered.pk, "decline": "1"}).status_code == 404
    assert client.post(address, {"card": "x", "decline": "1"}).status_code == 404
    assert client.get(f"{address}{offered.pk}/file/").status_code == 404
    assert client.get(f"{address}{uuid4()}/file/").status_code == 404


def test_what_waits_stands_first(offered: CardExchange, lan: User, owner: User, at_desk: Client) -> None:
    decline_card(exchange=offered, by=owner)
    offer(offered.booth, lan, {"name": "Lan", "phone": "1"})
    page = at_desk.get(desk(offered.booth)).content.decode()
    assert page.index("Lan") < page.index("Nok")


def test_a_vcard_says_no_more_than_the_card_and_escapes_it() -> None:
    card = {"name": "Nok; Ltd, \\", "phone": "+66 2", "wish": "a\nb" + "ข" * 60}
    text = vcard(card)
    assert text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nok\\; Ltd\\, \\\\\r\n")
    assert "EMAIL" not in text
    assert "NOTE:a\\nb" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert [value for _label, value in lines_of(card)] == ["Nok; Ltd, \\", "+66 2", card["wish"]]
