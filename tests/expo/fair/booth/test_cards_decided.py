"""What becomes of a card: every way on from every state, who is told of it, what is on record."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.letters import shown as in_words
from catalog.notices.models import Notice
from expo.fair import funnel_steps
from expo.fair.funnel import BoothOf, Window
from expo.fair.models import Booth, CardExchange, Edition
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.selectors.cards import of_organization, of_visitor
from expo.fair.services.booths import EditionOver
from expo.fair.services.cards import Named, decline_card, offer_card, return_card, take_back
from portal.accounts.models import User
from tests.cast import Person
from tests.expo.fair.booth.conftest import MORNING

pytestmark = pytest.mark.django_db
NOKS = {"name": "Nok", "email": "nok@example.com"}
WEIS = {"name": "韦文", "phone": "+86 774 000 0000"}
NAMED = Named(visitor="Nok", booth="青榕树茶坊")
SetClock = Callable[[timedelta], None]
Queries = Callable[[int], Any]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    def to(after: timedelta) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING + after)

    return to


@pytest.fixture
def offered(shown_booth: Booth, nok: User, clock: SetClock) -> CardExchange:
    clock(timedelta(0))
    return offer(shown_booth, nok)


def offer(booth: Booth, by: User, **card: str) -> CardExchange:
    return offer_card(booth=booth, visitor=by, card=NOKS | card, language="th", named=NAMED)


def act(what: str, exchange: CardExchange, by: User) -> CardExchange:
    if what == "return":
        return return_card(exchange=exchange, card=WEIS, by=by, named=NAMED)
    if what == "decline":
        return decline_card(exchange=exchange, by=by)
    if what == "take back":
        return take_back(exchange=exchange)
    return offer(exchange.booth, User.objects.get(pk=exchange.visitor_id), wish="more")


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ("return", "return", None),
        ("return", "decline", None),
        ("return", "take back", "withdrawn"),
        ("return", "offer", "exchanged"),
        ("decline", "return", None),
        ("decline", "decline", None),
        ("decline", "take back", "withdrawn"),
        ("decline", "offer", "offered"),
        ("take back", "return", None),
        ("take back", "decline", None),
        ("take back", "take back", "withdrawn"),
        ("take back", "offer", "offered"),
        ("offer", "return", "exchanged"),
        ("offer", "decline", "declined"),
        ("offer", "take back", "withdrawn"),
        ("offer", "offer", "offered"),
    ],
)
def test_every_way_on_from_every_state(
    offered: CardExchange, owner: User, first: str, second: str, state: str | None
) -> None:
    before = act(first, offered, owner)
    kept = (before.state, before.offered, before.returned)
    if state is None:
        with pytest.raises(MoveRefused) as told:
            act(second, CardExchange.objects.select_related("booth__organization").get(), owner)
        assert before.get_state_display() in str(told.value)
        now = CardExchange.objects.get()
        assert (now.state, now.offered, now.returned) == kept
    else:
        assert act(second, before, owner).state == state
        assert CardExchange.objects.get().state == state


@pytest.mark.parametrize("what", ["decline", "take back"])
def test_nothing_is_left_of_a_card_that_was_not_wanted(offered: CardExchange, owner: User, what: str) -> None:
    act(what, offered, owner)
    row = str(CardExchange.objects.filter(pk=offered.pk).values().get())
    assert "nok@example.com" not in row


def test_a_booth_is_told_of_an_offer_once_however_often_it_is_sent(
    offered: CardExchange, shown_booth: Booth, nok: User, clock: SetClock
) -> None:
    for minute in (1, 2, 3):
        clock(timedelta(minutes=minute))
        again = offer(shown_booth, nok, wish=f"{minute} tons")
    assert again.offered["wish"] == "3 tons"
    assert again.offered_at == MORNING
    assert Notice.objects.filter(kind="fair.card-offered").count() == 1


def test_an_offer_made_anew_after_a_no_is_told_anew(
    offered: CardExchange, shown_booth: Booth, nok: User, owner: User, clock: SetClock
) -> None:
    decline_card(exchange=offered, by=owner)
    clock(timedelta(days=1))
    again = offer(shown_booth, nok)
    assert (again.decided_at, again.decided_by_id, again.offered_at) == (
        None,
        None,
        MORNING + timedelta(days=1),
    )
    assert Notice.objects.filter(kind="fair.card-offered").count() == 2


@pytest.mark.parametrize(
    ("language", "path"),
    [("en", "/en/desk/"), ("zh-hans", "/zh-hans/desk/"), ("my", "/my/desk/")],
)
def test_the_booth_is_told_in_each_members_language(offered: CardExchange, language: str, path: str) -> None:
    told = in_words(Notice.objects.get(kind="fair.card-offered"), language)
    assert "Nok" in told.subject
    assert told.path.startswith(path)
    assert told.path.endswith("/booth/cards/")
    assert "nok@example.com" not in told.subject + told.text


def test_the_words_of_a_notice_are_other_words_in_other_languages(offered: CardExchange, owner: User) -> None:
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    for notice in Notice.objects.all():
        subjects = {in_words(notice, language).subject for language in ("en", "th", "zh-hans", "km")}
        assert len(subjects) == 4


def test_only_those_who_answer_are_told(
    shown_booth: Booth, owner: User, nok: User, person: Person, tea_house: Organization
) -> None:
    told = [owner.pk]
    for role in ("editor", "sales", "finance"):
        member = person(role, role)
        add_member(organization=tea_house, user_id=member.pk, role=role)
        told += [] if role == "finance" else [member.pk]
    gone = person("gone", "Gone", is_active=False)
    add_member(organization=tea_house, user_id=gone.pk, role="owner")
    add_member(organization=tea_house, user_id=owner.pk, role="sales")
    offer(shown_booth, nok)
    assert sorted(Notice.objects.values_list("recipient", flat=True)) == sorted(told)


@pytest.mark.parametrize(
    ("what", "action"), [("return", "exchanged"), ("decline", "declined"), ("give back", "withdrawn")]
)
def test_what_a_member_decides_is_on_record_with_their_role(
    offered: CardExchange, person: Person, tea_house: Organization, what: str, action: str
) -> None:
    seller = person("seller", "Seller")
    add_member(organization=tea_house, user_id=seller.pk, role="sales")
    if what == "give back":
        for _twice in range(2):
            take_back(exchange=offered, by=seller)
    else:
        act(what, offered, seller)
    entry = Entry.objects.get(action__startswith="card.")
    assert (entry.action, entry.actor_id, entry.role) == (f"card.{action}", seller.pk, "sales")
    assert entry.after == {"exchange": str(offered.pk)}
    assert CardExchange.objects.get().decided_by_id == seller.pk


def test_taking_back_twice_changes_nothing(offered: CardExchange, clock: SetClock) -> None:
    take_back(exchange=offered)
    first = offered.decided_at
    clock(timedelta(hours=1))
    take_back(exchange=offered)
    assert offered.decided_at == first
    assert not Entry.objects.filter(action__startswith="card.").exists()


@pytest.mark.parametrize("state", ["after", "archived"])
def test_a_booth_of_an_edition_that_is_over_takes_no_card(
    shown_booth: Booth, edition: Edition, nok: User, state: str
) -> None:
    Edition.objects.update(state=state)
    with pytest.raises(EditionOver):
        offer(shown_booth, nok)
    assert not CardExchange.objects.exists()


def test_what_was_exchanged_is_kept_when_the_edition_is_over(
    offered: CardExchange, owner: User, edition: Edition, nok: User
) -> None:
    Edition.objects.update(state="after")
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    ((row, name),) = of_visitor(nok, "th")
    assert (row.returned, name.value) == (WEIS, "Green Banyan Tea House")
    take_back(exchange=offered)
    assert of_visitor(nok, "th") == []


@pytest.mark.parametrize(("field", "most"), [("name", 160), ("email", 160), ("wish", 600)])
def test_a_card_keeps_no_more_than_fits(shown_booth: Booth, nok: User, field: str, most: int) -> None:
    kept = offer(shown_booth, nok, **{field: "x" * (most + 1)})
    assert kept.offered[field] == "x" * most


@pytest.mark.parametrize(
    "card",
    [{}, {"name": "  ", "email": "x@example.com"}, {"name": "Wei", "email": " ", "phone": "\n"}],
)
def test_the_booths_card_is_held_to_the_same(
    offered: CardExchange, owner: User, card: dict[str, str]
) -> None:
    with pytest.raises(Refused, match="A card has a name"):
        return_card(exchange=offered, card=card, by=owner, named=NAMED)
    assert CardExchange.objects.get().state == "offered"
    assert not Notice.objects.filter(kind="fair.card-returned").exists()


def test_a_post_that_says_nothing_does_nothing(offered: CardExchange, owner: User, client: Client) -> None:
    client.force_login(owner)
    address = f"/en/desk/{offered.booth.organization.slug}/booth/cards/"
    assert client.post(address, {"card": offered.pk}).status_code == 302
    assert client.post(address, {"card": uuid4(), "forget": "1"}).status_code == 404
    assert CardExchange.objects.get().offered == NOKS


def rows(booth: Booth, count: int) -> list[User]:
    visitors = User.objects.bulk_create(
        User(email=f"v{number}@example.com", name=f"V{number}") for number in range(count)
    )
    CardExchange.objects.bulk_create(
        CardExchange(
            booth=booth,
            visitor=one,
            offered=NOKS | {"name": one.name},
            language="th",
            offered_at=MORNING + timedelta(minutes=number),
            state="declined" if number % 3 == 1 else "offered",
            decided_at=MORNING if number % 3 == 1 else None,
        )
        for number, one in enumerate(visitors)
    )
    return visitors


@pytest.mark.parametrize("count", [1, 24, 200])
def test_lists_of_cards_cost_one_query(booth: Booth, count: int, django_assert_num_queries: Queries) -> None:
    visitors = rows(booth, count)
    with django_assert_num_queries(1):
        listed = list(of_organization(booth.organization_id))
    assert len(listed) == count
    decided = [row.decided_at is not None for row in listed]
    assert decided == sorted(decided)
    CardExchange.objects.update(state="offered")
    with django_assert_num_queries(1):
        assert len(of_visitor(visitors[0], "en")) == 1


def test_a_name_counts_as_a_lead_only_after_the_exchange(
    offered: CardExchange, owner: User, lan: User
) -> None:
    one = BoothOf(booth=offered.booth_id, organization=offered.booth.organization_id, products=frozenset())
    window = Window(MORNING.date(), MORNING.date())
    assert [lead.name for lead in funnel_steps._card_leads(one, window)] == [""]
    return_card(exchange=offered, card=WEIS, by=owner, named=NAMED)
    assert [lead.name for lead in funnel_steps._card_leads(one, window)] == ["Nok"]
