"""A buyer asks for an hour that is offered, as an organization; nobody's time is taken by asking."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from catalog.conversations.models import Block
from catalog.merchants.models import Membership, Organization
from catalog.notices.models import Notice
from expo.meetings.models import Appointment, Side, TakenQuarter
from expo.meetings.services.asking import MOST_WAITING, buyer_for
from portal.accounts.models import User
from tests.expo.meetings.conftest import TEN_IN_BANGKOK, Asking, Clock

pytestmark = pytest.mark.django_db

State = Appointment.State


def test_a_request_waits_for_the_exhibitor(asking: Asking, house: Organization, wei: User) -> None:
    made = asking()
    assert (made.state, made.awaits, made.sequence) == (State.WAITING, Side.EXHIBITOR, 0)
    assert (made.buyer_zone, made.exhibitor_zone) == ("Asia/Bangkok", "Asia/Shanghai")
    assert not TakenQuarter.objects.exists()
    (notice,) = Notice.objects.all()
    assert notice.recipient_id == wei.pk
    assert notice.link.endswith(f"/desk/{house.slug}/meetings/{made.pk}/")
    assert notice.values["event"] == "asked"


def test_several_may_ask_for_one_hour(asking: Asking, other_shop: Organization, lan: User) -> None:
    asking()
    assert asking(buyer=other_shop, by=lan).state == State.WAITING


@pytest.mark.parametrize(
    ("begins_at", "minutes"),
    [
        (datetime(2026, 9, 17, 4, 0, tzinfo=UTC), 30),  # twelve in Nanning: just shut
        (datetime(2026, 9, 17, 3, 45, tzinfo=UTC), 30),  # half of it is shut
        (datetime(2026, 9, 17, 3, 5, tzinfo=UTC), 30),  # off the grid
        (datetime(2026, 9, 16, 3, 0, tzinfo=UTC), 30),  # another day
        (TEN_IN_BANGKOK, 20),
        (TEN_IN_BANGKOK, 0),
    ],
)
def test_what_is_not_offered_is_refused(asking: Asking, begins_at: datetime, minutes: int) -> None:
    with pytest.raises(ValidationError, match="does not receive at that time"):
        asking(begins_at, minutes=minutes)
    assert not Appointment.objects.exists()


def test_a_time_that_has_passed_is_refused(asking: Asking, clock: Clock) -> None:
    clock(TEN_IN_BANGKOK)
    with pytest.raises(ValidationError, match="This time has passed"):
        asking()


def test_nobody_meets_themselves(asking: Asking, house: Organization, wei: User) -> None:
    with pytest.raises(ValidationError, match="your own organization"):
        asking(buyer=house, by=wei)


def test_nobody_asks_for_another_organization(asking: Asking, other_shop: Organization) -> None:
    with pytest.raises(ValidationError, match="do not act for"):
        asking(buyer=other_shop)


def test_who_is_blocked_does_not_ask(asking: Asking, house: Organization, nok: User) -> None:
    Block.objects.create(organization=house, address=nok.email)
    with pytest.raises(ValidationError, match="takes no request from you"):
        asking()


@pytest.mark.parametrize("purpose", ["", "  \n ", "x" * 1001])
def test_a_request_says_what_it_is_about(asking: Asking, purpose: str) -> None:
    with pytest.raises(ValidationError) as refused:
        asking(purpose=purpose)
    assert list(refused.value.message_dict) == ["purpose"]


def test_only_so_many_requests_wait_at_one_exhibitor(asking: Asking, clock: Clock) -> None:
    for number in range(MOST_WAITING):
        asking(TEN_IN_BANGKOK + timedelta(minutes=15) * (number - 2))
    with pytest.raises(ValidationError, match="Withdraw one first"):
        asking(TEN_IN_BANGKOK + timedelta(minutes=30))
    Appointment.objects.update(state=State.WITHDRAWN)
    assert asking(TEN_IN_BANGKOK + timedelta(minutes=30)).state == State.WAITING


def test_a_person_without_an_organization_asks_as_a_private_person(lan: User) -> None:
    made = buyer_for(person=lan, country="VN", language="vi")
    assert (made.kind, made.country_id, made.source_language) == (Organization.Kind.PERSON, "VN", "vi")
    assert list(Membership.objects.filter(organization=made).values_list("user", "role")) == [
        (lan.pk, "owner")
    ]
    assert buyer_for(person=lan, country="TH", language="en") == made


def test_a_country_that_is_none_is_refused(lan: User) -> None:
    with pytest.raises(ValidationError) as refused:
        buyer_for(person=lan, country="XX", language="vi")
    assert list(refused.value.message_dict) == ["country"]
