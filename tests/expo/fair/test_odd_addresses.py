"""What stands in an address, or behind its question mark, is anybody's: pages stay plain pages."""

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from expo.fair.models import Booth, Edition
from expo.fair.selectors.applications import stand_at
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
# PostgreSQL takes no NUL; half a surrogate is no text; the rest is what else people try.
ODD = pytest.mark.parametrize("odd", ["2026%00", "%ed%a0%80", "9" * 40, "%27%20OR%201=1--%3Cb%3E"])


def answers(client: Client, *asked: tuple[str, int]) -> None:
    """Check what each address answers: a page, or that there is none."""
    assert {address: client.get(address).status_code for address, _status in asked} == dict(asked)


@ODD
def test_public_pages_of_the_fair_take_any_question(booth: Booth, client: Client, odd: str) -> None:
    Booth.objects.update(status="published")
    hall, at = "/en/fair/2026/hall/tea", f"/en/fair/2026/booth/{booth.slug}"
    answers(
        client,
        (f"/en/fair/?edition={odd}&q={odd}", 200),
        (f"{hall}/?country={odd}&zone={odd}&show={odd}&day={odd}", 200),
        (f"{hall}/stand/{odd}/", 404),
        (f"/en/fair/2026/programme/?day={odd}&hall={odd}&state={odd}", 200),
        (f"{at}/?clock={odd}", 200),
        (f"{at}/presence/?clock={odd}", 200),
        (f"/en/calendar/{odd}.ics", 404),
    )


@ODD
def test_an_exhibitors_desk_takes_any_question(
    booth: Booth, tea_house: Organization, wei: User, client: Client, odd: str
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    client.force_login(wei)
    desk = f"/en/desk/{tea_house.slug}"
    answers(
        client,
        (f"{desk}/leads/?edition={odd}", 404),
        (f"{desk}/leads/file/?edition={odd}", 404),
        (f"{desk}/stands/?edition={odd}", 200),
        (f"{desk}/stands/2026/tea/{odd}/", 404),
        (f"{desk}/booth/cards/?answer={odd}", 404),
        (f"{desk}/booth/cards/?page={odd}", 200),
        (f"{desk}/meetings/hours/?from={odd}&minutes={odd}", 200),
    )
    for what in ("hold", "wait", "leave"):
        assert client.post(f"{desk}/stands/2026/tea/{odd}/{what}/").status_code == 404
    kept = client.post(
        f"{desk}/stands/apply/?edition={odd}", {"edition": odd, "shows": "六堡茶", "needs": ""}
    )
    assert kept["Location"] == f"{desk}/stands/?edition=2026"


@ODD
def test_the_organizers_pages_take_any_question(desk: Client, edition: Edition, odd: str) -> None:
    exhibitors = "/editors/fair/2026/exhibitors"
    answers(
        desk,
        (f"{exhibitors}/?choice={odd}&p={odd}", 200),
        (f"{exhibitors}/letter/?choice={odd}", 200),
        ("/editors/review/stand/9223372036854775808/", 404),
    )


@pytest.mark.parametrize("code", ["T01\0", "\0", "T01\n", "T\x7f01", ""])
def test_no_stand_has_a_number_that_cannot_be_read(booth: Booth, code: str) -> None:
    assert stand_at("2026", "tea", code) is None
    found = stand_at("2026", "tea", "T01")
    assert found is not None
    assert found.hall.edition_id == booth.edition_id
