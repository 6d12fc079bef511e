"""From a visit to a meeting: what is counted for each booth, for its exhibitor and for the organizer."""

import csv
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.conversations.models import Conversation
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.numbers.looking import Look
from catalog.numbers.models import Counted, DayOf
from catalog.numbers.services import record
from catalog.products.models import Product
from expo.fair.funnel import window_of
from expo.fair.models import Booth, CardExchange, Edition, Exhibit, Stand
from expo.fair.selectors import funnel as reads
from expo.fair.services.placing import open_booth
from expo.meetings.models import Appointment
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.cast import Person

pytestmark = pytest.mark.django_db
FAIR_DAY = date(2026, 9, 18)
AT = datetime(2026, 9, 18, 3, 0, tzinfo=UTC)


@pytest.fixture
def shown(booth: Booth) -> Booth:
    """Wei's booth, published."""
    Booth.objects.filter(pk=booth.pk).update(status="published", published_at=AT)
    booth.refresh_from_db()
    return booth


@pytest.fixture
def seller(client: Client, tea_house: Organization, wei: User) -> Client:
    """Wei's browser; he sells for the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="sales")
    client.force_login(wei)
    return client


def day_of(kind: str, thing: int, house: Organization, day: date = FAIR_DAY, **numbers: int) -> None:
    counted, _new = Counted.objects.get_or_create(
        kind=kind, subject_id=thing, defaults={"organization": house, "title": "T", "title_language": "en"}
    )
    DayOf.objects.create(counted=counted, day=day, **numbers)


def card(booth: Booth, visitor: User, state: str = "exchanged", name: str = "Nok") -> CardExchange:
    return CardExchange.objects.create(
        booth=booth, visitor=visitor, state=state, offered={"name": name}, language="th", offered_at=AT
    )


def wrote(booth: Booth, *, confirmed: bool = True, name: str = "Lan", kind: str = "booth") -> Conversation:
    return Conversation.objects.create(
        organization=booth.organization,
        subject_kind=kind,
        subject_id=booth.pk,
        subject_title="Booth",
        subject_language="en",
        name=name,
        address="lan@example.com",
        language="vi",
        created_at=AT + timedelta(hours=1),
        confirmed_at=AT if confirmed else None,
    )


def met(booth: Booth, buyer: Organization, state: str = "accepted", at: datetime = AT) -> Appointment:
    return Appointment.objects.create(
        exhibitor=booth.organization,
        buyer=buyer,
        purpose="Tea",
        language="km",
        begins_at=at,
        minutes=30,
        buyer_zone="Asia/Phnom_Penh",
        exhibitor_zone="Asia/Shanghai",
        state=state,
    )


def numbers(edition: Edition) -> dict[str, int]:
    (one,) = reads.funnel(edition=edition, language="en")
    return dict(one.numbers)


NOTHING = {"views": 0, "found": 0, "saved": 0, "cards": 0, "messages": 0, "meetings": 0}


def test_each_step_is_counted_for_its_booth(
    edition: Edition,
    shown: Booth,
    tea_house: Organization,
    pepper_garden: Organization,
    liubao: Product,
    nok: User,
) -> None:
    Exhibit.objects.create(booth=shown, product=liubao, document={}, version=1, shown_at=AT)
    day_of("booth", shown.pk, tea_house, views=5, found=2, messages=3)
    day_of("booth", shown.pk, tea_house, FAIR_DAY + timedelta(days=1), views=1)
    day_of("product", liubao.pk, tea_house, views=50, saves=4)
    card(shown, nok)
    met(shown, pepper_garden)
    assert numbers(edition) == {
        "views": 6,
        "found": 2,
        "saved": 4,
        "cards": 1,
        "messages": 3,
        "meetings": 1,
    }


def test_a_booth_nobody_came_to_has_noughts(edition: Edition, shown: Booth) -> None:
    assert numbers(edition) == NOTHING


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2027, 4, 1)])
def test_another_years_days_are_not_this_editions(
    edition: Edition, shown: Booth, tea_house: Organization, pepper_garden: Organization, day: date
) -> None:
    day_of("booth", shown.pk, tea_house, day, views=5)
    met(shown, pepper_garden, at=datetime(day.year, day.month, day.day, tzinfo=UTC))
    assert numbers(edition) == NOTHING


def test_the_windows_of_two_years_do_not_overlap(edition: Edition) -> None:
    from tests.expo.fair.conftest import plan_edition

    this, following = window_of(edition), window_of(plan_edition("2027", 24, 2027))
    assert this.first < edition.begins_on < edition.ends_on < this.last < following.first


@pytest.mark.parametrize("state", ["waiting", "declined", "withdrawn", "cancelled"])
def test_only_an_agreed_meeting_counts(
    edition: Edition, shown: Booth, pepper_garden: Organization, state: str
) -> None:
    met(shown, pepper_garden, state)
    assert numbers(edition)["meetings"] == 0


def test_a_visitor_who_looks_twice_in_a_day_counts_once(edition: Edition, shown: Booth) -> None:
    today = timezone.now().date()
    look = Look(today, "booth", f"{edition.slug}/{shown.slug}", "192.0.2.1 Firefox", found=False)
    from catalog.numbers.looking import place_of

    place = place_of(f"/th/fair/{edition.slug}/booth/{shown.slug}/")
    assert place is not None
    assert place[0] == "booth"
    look = Look(today, *place, "192.0.2.1 Firefox", found=False)
    record({look})
    record({look})
    record({Look(today, *place, "192.0.2.2 Firefox", found=True)})
    assert (numbers(edition)["views"], numbers(edition)["found"]) == (2, 1)


def test_drafts_are_not_in_the_organizers_list(edition: Edition, booth: Booth) -> None:
    assert reads.funnel(edition=edition, language="en") == []


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_takes_the_same_queries_however_many_booths(
    edition: Edition, person: Person, count: int, django_assert_max_num_queries: Any
) -> None:
    from tests.stock import open_tea_house

    house = open_tea_house()
    for number in range(count):
        other = house
        if number:
            other = Organization.objects.create(
                slug=f"house-{number}", kind="merchant", source_language="en", name="House", country_id="CN"
            )
        booth = open_booth(edition=edition, organization=other)
        Booth.objects.filter(pk=booth.pk).update(status="published")
    with django_assert_max_num_queries(16):
        found = reads.funnel(edition=edition, language="en")
    assert len(found) == count
    assert reads.totals(found) == NOTHING


def test_leads_are_who_turned_to_the_booth_the_latest_first(
    shown: Booth, nok: User, pepper_garden: Organization
) -> None:
    card(shown, nok)
    wrote(shown)
    met(shown, pepper_garden, at=AT + timedelta(hours=2))
    assert [(one.step, one.lead.language) for one in reads.leads(booth=shown)] == [
        ("meetings", "km"),
        ("messages", "vi"),
        ("cards", "th"),
    ]


@pytest.mark.parametrize("state", ["offered", "declined", "withdrawn"])
def test_a_card_not_exchanged_names_nobody(shown: Booth, nok: User, state: str) -> None:
    card(shown, nok, state)
    assert [one.lead.name for one in reads.leads(booth=shown)] == [""]


def test_what_is_not_confirmed_or_about_something_else_is_no_lead(shown: Booth) -> None:
    wrote(shown, confirmed=False)
    wrote(shown, kind="product")
    assert reads.leads(booth=shown) == []


def test_a_member_sees_figures_and_leads(seller: Client, shown: Booth, nok: User) -> None:
    card(shown, nok)
    page = seller.get(reverse("desk-leads", args=[shown.organization.slug]))
    assert page.status_code == 200
    assert "Nok" in page.text
    assert "Sep 18, 2026" in page.text


def test_an_organization_without_a_booth_is_told_so(seller: Client, tea_house: Organization) -> None:
    page = seller.get(reverse("desk-leads", args=[tea_house.slug]))
    assert page.status_code == 200
    assert "You have no booth yet" in page.text


def test_another_editions_booth_is_not_found(seller: Client, shown: Booth) -> None:
    address = reverse("desk-leads", args=[shown.organization.slug])
    assert seller.get(f"{address}?edition=1999").status_code == 404


def test_the_file_holds_the_leads_and_no_formula(seller: Client, shown: Booth, nok: User) -> None:
    card(shown, nok, name="=cmd()")
    answer = seller.get(reverse("desk-leads-file", args=[shown.organization.slug]))
    lines = list(csv.reader(answer.text.lstrip("\ufeff").splitlines()))
    assert lines[0] == ["at_utc", "step", "language", "name"]
    assert lines[1][1:] == ["cards", "th", "'=cmd()"]


def test_the_organizer_sees_all_booths_with_their_sums(
    client: Client,
    person: Person,
    edition: Edition,
    shown: Booth,
    stands: list[Stand],
    tea_house: Organization,
) -> None:
    organizer = person("organizer", "Mei", is_staff=True)
    organizer.groups.add(ensure_editors())
    client.force_login(organizer)
    day_of("booth", shown.pk, tea_house, views=41)
    page = client.get(reverse("fair_funnel", args=[edition.slug]))
    assert page.text.count("41") >= 2
    file = client.get(reverse("fair_funnel_file", args=[edition.slug]))
    lines = list(csv.reader(file.text.lstrip("\ufeff").splitlines()))
    assert lines[0][:5] == ["hall", "stand", "name", "views", "found"]
    assert lines[1][:4] == ["tea", "T01", lines[1][2], "41"]
