"""Booths leave with all they show, and an edition with all that stands on it; nothing of others goes."""

from typing import Any

import pytest

from catalog.files.models import PrivateFile
from catalog.merchants.models import Organization
from catalog.products.models import Product
from catalog.search.models import IndexChange
from catalog.translation.models import TextState
from expo.fair.models import Booth, BoothDocument, BoothVideo, Edition, Exhibit, Hall, Stand, StandApplication
from expo.fair.services.booth_media import add_document, save_video
from expo.fair.services.editions import move_edition
from expo.fair.services.holding import wait_for
from expo.fair.services.leaving import EditionInUse, remove_booths, remove_edition
from expo.fair.services.programme import save_session
from portal.accounts.models import User
from portal.demo.specimen import specimen
from tests.expo.fair.conftest import build_hall, plan_edition, stand_on
from tests.expo.fair.programme.conftest import FORUM

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_booth(shown_booth: Booth, owner: User) -> Booth:
    """The booth with a document and a video."""
    add_document(booth=shown_booth, data=specimen("tea"), file_name="tea.pdf", name="茶单", by=owner)
    save_video(
        booth=shown_booth,
        in_china="https://video.example/cn",
        elsewhere="https://video.example/",
        title="采茶",
        transcript="采茶。",
        by=owner,
    )
    return shown_booth


def states() -> int:
    return (
        TextState.objects.filter(content_type__app_label="fair")
        .exclude(content_type__model__in=["edition", "hall"])
        .count()
    )


def test_a_booth_goes_with_everything_on_it_and_its_stand_is_free(full_booth: Booth, liubao: Product) -> None:
    assert states()
    IndexChange.objects.all().delete()
    assert remove_booths(booths=[full_booth]) == 1
    for model in (Booth, Exhibit, BoothDocument, BoothVideo, PrivateFile):
        assert not model._default_manager.exists(), model
    assert not states()
    assert set(Stand.objects.values_list("state", flat=True)) == {"free"}
    dirty = set(IndexChange.objects.values_list("kind", "record"))
    assert {("booth", full_booth.pk), ("product", liubao.pk)} <= dirty
    assert Product.objects.filter(pk=liubao.pk, status="published").exists()


def test_booths_of_an_edition_that_is_over_can_be_removed_too(full_booth: Booth, edition: Edition) -> None:
    for state in ("after", "archived"):
        move_edition(edition=edition, to=state)
    assert remove_booths(booths=edition.booths.all()) == 1


def test_the_stand_of_a_booth_that_goes_is_offered_to_who_waits(
    full_booth: Booth, pepper_garden: Organization, django_capture_on_commit_callbacks: Any
) -> None:
    stand = full_booth.stand
    assert stand is not None
    wait_for(stand=stand, organization=pepper_garden)
    with django_capture_on_commit_callbacks(execute=True):
        remove_booths(booths=[full_booth])
        stand.refresh_from_db()
        assert stand.state == "held"
    assert StandApplication.objects.get(stand=stand).organization == pepper_garden


def test_sessions_of_an_edition_that_goes_leave_search(edition: Edition) -> None:
    session = save_session(edition=edition, plan=FORUM)
    IndexChange.objects.all().delete()
    remove_edition(edition=edition)
    assert ("session", session.pk) in set(IndexChange.objects.values_list("kind", "record"))


def test_removing_no_booth_is_fine(full_booth: Booth) -> None:
    assert remove_booths(booths=[]) == 0
    assert Booth.objects.exists()


def test_other_booths_stay(full_booth: Booth, pepper_garden: Organization, stands: list[Stand]) -> None:
    theirs = stand_on(full_booth.edition, stands[1], pepper_garden)
    remove_booths(booths=[full_booth])
    assert Booth.objects.get() == theirs
    assert dict(Stand.objects.values_list("code", "state")) == {
        "T01": "free",
        "T02": "taken",
        "T03": "free",
        "T04": "free",
    }


def test_an_edition_stays_while_booths_stand_at_it(full_booth: Booth, edition: Edition) -> None:
    with pytest.raises(EditionInUse) as refused:
        remove_edition(edition=edition)
    assert refused.value.booths == 1
    assert Hall.objects.exists()


def test_an_edition_goes_with_its_halls_and_no_other(edition: Edition, stands: list[Stand]) -> None:
    other = plan_edition(slug="2027", number=24, year=2027)
    hall = build_hall(other, slug="own")
    remove_edition(edition=edition)
    assert Edition.objects.get() == other
    assert Hall.objects.get() == hall
    assert not Stand.objects.exists()
    kept = TextState.objects.filter(content_type__app_label="fair").values_list(
        "content_type__model", "object_id"
    )
    assert set(kept) == {("edition", other.pk), ("hall", hall.pk)}
