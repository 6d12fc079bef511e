"""A fair to test on: the edition of 2026, its tea hall with four stands, and Wei's booth on one of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.seams import freshness
from expo.fair.layout import Place
from expo.fair.models import Booth, Edition, Exhibitor, Hall, Stand
from expo.fair.services.editions import make_current, move_edition, save_edition
from expo.fair.services.halls import StandPlan, lay_out, save_hall
from expo.fair.services.placing import open_booth, place_booth
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.cast import Person
from tests.kept import Larder

LayOut = Callable[..., list[Stand]]


@pytest.fixture
def edition(larder: Larder) -> Edition:
    """The 23rd edition, current and open, in September 2026 in Nanning."""
    return larder.take("edition", open_edition)


def plan_edition(slug: str = "2026", number: int = 23, year: int = 2026) -> Edition:
    """Plan an edition from 17 to 21 September."""
    return save_edition(
        slug=slug,
        number=number,
        begins_on=date(year, 9, 17),
        ends_on=date(year, 9, 21),
        texts={
            "name": {"zh-hans": f"第{number}届东博会", "en": f"Expo {year}"},
            "theme": {"zh-hans": "共享未来", "en": "A shared future"},
        },
        city="nanning",
        country_of_honour="MM",
    )


def open_edition() -> Edition:
    edition = plan_edition()
    make_current(edition=edition)
    move_edition(edition=edition, to="booking")
    return move_edition(edition=edition, to="open")


@pytest.fixture
def hall(larder: Larder, edition: Edition) -> Hall:
    """The tea hall, 40 by 30 metres, not laid out yet."""
    return larder.take("hall", lambda: build_hall(edition))


def build_hall(edition: Edition, slug: str = "tea", **fields: object) -> Hall:
    """Build a hall of China, 40 by 30 metres."""
    given: dict[str, object] = {
        "kind": "china",
        "country": "CN",
        "width": 400,
        "depth": 300,
        "texts": {"name": {"zh-hans": "茶馆", "en": "Tea hall"}},
    }
    return save_hall(edition=edition, slug=slug, **(given | fields))  # type: ignore[arg-type]


def in_rows(count: int, prefix: str = "T") -> list[StandPlan]:
    """Return so many stands of 3 by 3 metres, ten in a row, each row an aisle apart."""
    return [
        StandPlan(Place(f"{prefix}{number + 1:02d}", number % 10 * 40, number // 10 * 60, 30, 30))
        for number in range(count)
    ]


@pytest.fixture
def stands(larder: Larder, hall: Hall) -> list[Stand]:
    """Four stands of the tea hall, T01 to T04, all free."""
    return larder.take("stands", lambda: build_stands(hall))


def build_stands(hall: Hall) -> list[Stand]:
    lay_out(hall=hall, stands=in_rows(4))
    return list(Stand.objects.filter(hall=hall).order_by("code"))


@pytest.fixture
def booth(larder: Larder, edition: Edition, stands: list[Stand], tea_house: Organization) -> Booth:
    """Wei's booth, a draft on stand T01."""
    return larder.take("booth", lambda: stand_on(edition, stands[0], tea_house))


def stand_on(edition: Edition, stand: Stand, organization: Organization) -> Booth:
    """Give an organization a draft booth on a stand."""
    booth = open_booth(edition=edition, organization=organization)
    place_booth(booth=booth, stand=stand)
    return booth


@pytest.fixture
def organizer(person: Person) -> User:
    """An editor."""
    made = person("organizer", "Mei", is_staff=True)
    made.groups.add(ensure_editors())
    return made


@pytest.fixture
def desk(client: Client, organizer: User) -> Client:
    """The organizer's browser."""
    client.force_login(organizer)
    return client


def listed(edition: Edition, name: str, language: str = "en", **fields: Any) -> Exhibitor:
    """Put an exhibitor of China on the organizer's list."""
    return Exhibitor.objects.create(
        edition=edition,
        name=name,
        email=f"{name.lower()}@example.com",
        language=language,
        country_id="CN",
        **fields,
    )


def fill_hall(edition: Edition, hall: Hall, count: int) -> None:
    """Make a hall one of so many stands, each with a booth of its own to be seen."""
    Stand.objects.filter(hall=hall).delete()
    Hall.objects.filter(pk=hall.pk).update(width=900, depth=900)
    stands = Stand.objects.bulk_create(
        Stand(
            hall=hall,
            code=f"T{at:03d}",
            x=at % 20 * 40,
            y=at // 20 * 45,
            width=30,
            depth=30,
            zone=("tea", "food", "")[at % 3],
            state="taken",
        )
        for at in range(count)
    )
    owners = Organization.objects.bulk_create(
        Organization(
            slug=f"owner-{at}",
            kind="merchant",
            source_language="en",
            country_id=("CN", "KH", "LA")[at % 3],
            name_en=f"Mekong {at * 7919 % 997} Garden and Sons Trading {at}",
        )
        for at in range(count)
    )
    Booth.objects.bulk_create(
        Booth(edition=edition, organization=owner, stand=stand, slug=owner.slug, status="published")
        for owner, stand in zip(owners, stands, strict=True)
    )
    freshness.changed("fair")
