"""A booth has one stand, a stand has one booth, and what a booth leaves is free again."""

import pytest

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from expo.fair.models import Booth, Edition, Stand
from expo.fair.refusals import Refused
from expo.fair.services.placing import clear_stand, open_booth, place_booth
from tests.expo.fair.conftest import build_hall, build_stands, plan_edition

pytestmark = pytest.mark.django_db


def states() -> dict[str, str]:
    return dict(Stand.objects.order_by("code").values_list("code", "state"))


def test_a_booth_opens_once_as_a_draft_at_its_organizations_slug(
    edition: Edition, tea_house: Organization
) -> None:
    booth = open_booth(edition=edition, organization=tea_house)
    again = open_booth(edition=edition, organization=tea_house)
    assert (booth.pk, booth.slug, booth.status) == (again.pk, tea_house.slug, "draft")


def test_a_stand_with_a_booth_is_taken(booth: Booth, stands: list[Stand]) -> None:
    assert Booth.objects.get(pk=booth.pk).stand_id == stands[0].pk
    assert states() == {"T01": "taken", "T02": "free", "T03": "free", "T04": "free"}
    entry = Entry.objects.get(action="booth.placed")
    assert entry.after == {"stand": "T01"}


@pytest.mark.parametrize("state", ["taken", "held", "closed"])
def test_a_stand_that_is_not_free_takes_no_booth(
    edition: Edition, stands: list[Stand], pepper_garden: Organization, state: str
) -> None:
    Stand.objects.filter(pk=stands[1].pk).update(state=state)
    booth = open_booth(edition=edition, organization=pepper_garden)
    with pytest.raises(Refused, match="T02"):
        place_booth(booth=booth, stand=stands[1])
    assert Booth.objects.get(pk=booth.pk).stand_id is None
    assert states()["T02"] == state


def test_a_held_stand_takes_the_booth_it_is_held_for(
    edition: Edition, stands: list[Stand], pepper_garden: Organization
) -> None:
    Stand.objects.filter(pk=stands[1].pk).update(state="held")
    place_booth(
        booth=open_booth(edition=edition, organization=pepper_garden), stand=stands[1], taken_from="held"
    )
    assert states()["T02"] == "taken"


def test_a_booth_that_moves_leaves_its_stand_free(booth: Booth, stands: list[Stand]) -> None:
    place_booth(booth=booth, stand=stands[2])
    assert states() == {"T01": "free", "T02": "free", "T03": "taken", "T04": "free"}
    clear_stand(booth=booth)
    clear_stand(booth=booth)
    assert states()["T03"] == "free"
    assert Booth.objects.get(pk=booth.pk).stand_id is None
    assert Entry.objects.filter(action="booth.placed").count() == 3


def test_a_booth_stands_in_halls_of_its_own_edition(booth: Booth) -> None:
    elsewhere = build_stands(build_hall(plan_edition("2027", 24, 2027)))
    with pytest.raises(Refused, match="T01"):
        place_booth(booth=booth, stand=elsewhere[0])
    assert Stand.objects.get(pk=elsewhere[0].pk).state == "free"
