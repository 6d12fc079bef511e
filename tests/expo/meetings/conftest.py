"""Wei receives in Nanning, Nok asks from Bangkok: an open morning, a request, a clock that stands still."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member, create_organization
from catalog.products.models import Product
from expo.meetings.models import Appointment, Side
from expo.meetings.services.asking import Wish, ask
from expo.meetings.services.deciding import Seen
from expo.meetings.services.hours import Hours, open_hours, save_terms
from portal.accounts.models import User
from tests.expo.fair.conftest import open_edition
from tests.expo.meetings.stalls import Stalls, show

NOW = datetime(2026, 9, 10, 4, 0, tzinfo=UTC)


TEN_IN_BANGKOK = datetime(2026, 9, 17, 3, 0, tzinfo=UTC)
Clock = Callable[[datetime], None]
Asking = Callable[..., Appointment]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return what sets the clock; it stands at NOW until then."""

    def stands_at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    stands_at(NOW)
    return stands_at


@pytest.fixture
def house(tea_house: Organization, wei: User, clock: Clock) -> Organization:
    """Wei's tea house, which receives by phone and online, from nine to twelve on 17 September."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    save_terms(
        organization=tea_house,
        time_zone="Asia/Shanghai",
        phone="+86 771 555 0100",
        join_link="https://meet.example.com/tea",
    )
    morning = Hours(first=date(2026, 9, 17), last=date(2026, 9, 17), begins=time(9), ends=time(12))
    open_hours(organization=tea_house, hours=morning, zone="Asia/Shanghai")
    return tea_house


@pytest.fixture
def shop(nok: User, clock: Clock) -> Organization:
    """Nok's shop in Bangkok."""
    shop = create_organization(kind="company", country="TH", source_language="th", name={"th": "ร้านนก"})
    add_member(organization=shop, user_id=nok.pk, role="owner")
    return shop


@pytest.fixture
def other_shop(lan: User, clock: Clock) -> Organization:
    """Lan's shop in Hà Nội."""
    shop = create_organization(kind="company", country="VN", source_language="vi", name={"vi": "Hàng Lan"})
    add_member(organization=shop, user_id=lan.pk, role="owner")
    return shop


@pytest.fixture
def asking(house: Organization, shop: Organization, nok: User) -> Asking:
    """Return what asks the tea house for half an hour at ten in Bangkok, or as told."""

    def make(
        begins_at: datetime = TEN_IN_BANGKOK,
        *,
        buyer: Organization | None = None,
        by: User | None = None,
        minutes: int = 30,
        **wish: str,
    ) -> Appointment:
        said = {"purpose": "Tea for the shop", "language": "th", "buyer_zone": "Asia/Bangkok"} | wish
        return ask(
            exhibitor=house,
            buyer=buyer or shop,
            wish=Wish(begins_at=begins_at, minutes=minutes, **said),
            by=by or nok,
        )

    return make


@pytest.fixture
def request_of_nok(asking: Asking) -> Appointment:
    """Nok's request, which waits for Wei."""
    return asking()


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """Return what opens a browser in which somebody is signed in."""

    def open_for(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return open_for


def seen(appointment: Appointment, side: Side) -> Seen:
    """Return the appointment as this side sees it now."""
    fresh = Appointment.objects.get(pk=appointment.pk)
    return Seen(fresh, side, fresh.sequence)


@pytest.fixture
def stalls(
    liubao: Product, kampot: Product, tea_house: Organization, pepper_garden: Organization, db: None
) -> Stalls:
    """The edition of 2026 with Wei's booth and Sophea's."""
    edition = open_edition()
    return Stalls(edition, show(edition, tea_house, liubao), show(edition, pepper_garden, kampot))


Browser = Callable[[User], Client]
SLOT = "2026-09-17T03:00Z"
WISH = {"slot": SLOT, "minutes": "30", "purpose": "Tea", "language": "en"}


def ask_page(house: Organization, query: str = "") -> str:
    return f"/en/meetings/with/{house.slug}/?from=2026-09-17{query}"


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")
