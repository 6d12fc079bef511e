"""What the front says is open now: booths in their opening hours, and apart from that those with somebody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from expo.fair.front_page import open_line
from expo.fair.models import Booth, BoothHours, BoothStaff, Edition, Stand
from expo.fair.selectors.staffing import OpenBooths, open_booths
from expo.fair.services.placing import clear_stand
from portal.accounts.models import User
from tests.expo.fair.conftest import plan_edition, stand_on
from tests.reading import page_of, the, words

TEN = datetime(2026, 9, 18, 2, 0, tzinfo=UTC)  # in the morning, in Nanning
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
NOBODY = OpenBooths(by_hours=0, staffed=0)


def show(booth: Booth, *hours: tuple[datetime, datetime]) -> Booth:
    """Publish a booth with these opening hours."""
    Booth.objects.filter(pk=booth.pk).update(status="published")
    for starts, ends in hours:
        BoothHours.objects.create(booth=booth, starts_at=starts, ends_at=ends)
    return booth


def stand_behind(booth: Booth, person: User, since: datetime) -> BoothStaff:
    add_member(organization=booth.organization, user_id=person.pk, role="sales")
    return BoothStaff.objects.create(
        booth=booth, person=person, name=person.name, languages=["en"], present_since=since, active_at=since
    )


@pytest.fixture
def tea_booth(booth: Booth) -> Booth:
    """Wei's booth, open from ten to twelve, and nobody there."""
    return show(booth, (TEN, TEN + 2 * HOUR))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "by_hours"),
    [
        (TEN - SECOND, 0),
        (TEN, 1),
        (TEN + 2 * HOUR - SECOND, 1),
        (TEN + 2 * HOUR, 0),
        (TEN + 24 * HOUR, 0),
    ],
)
def test_a_booth_is_open_from_its_first_second_to_its_last(
    tea_booth: Booth, edition: Edition, moment: datetime, by_hours: int
) -> None:
    assert open_booths(edition.pk, moment) == OpenBooths(by_hours=by_hours, staffed=0)


@pytest.mark.django_db
def test_a_booth_without_hours_is_not_open_however_well_it_is_filled(booth: Booth, edition: Edition) -> None:
    show(booth)
    assert open_booths(edition.pk, TEN) == NOBODY


@pytest.mark.django_db
def test_who_is_there_counts_once_and_only_while_the_booth_is_open(
    tea_booth: Booth, edition: Edition, wei: User, nok: User
) -> None:
    for person in (wei, nok):
        stand_behind(tea_booth, person, TEN)
    both = OpenBooths(by_hours=1, staffed=1)
    assert open_booths(edition.pk, TEN) == both
    # Nobody did anything for a quarter of an hour: open all the same, but not staffed.
    assert open_booths(edition.pk, TEN + HOUR) == OpenBooths(by_hours=1, staffed=0)
    BoothStaff.objects.update(active_at=TEN + 2 * HOUR)
    assert open_booths(edition.pk, TEN + 2 * HOUR - SECOND) == both
    assert open_booths(edition.pk, TEN + 2 * HOUR) == NOBODY


@pytest.mark.django_db
def test_each_booth_counts_once_and_only_at_its_own_edition(
    tea_booth: Booth, edition: Edition, stands: list[Stand], pepper_garden: Organization, wei: User
) -> None:
    show(stand_on(edition, stands[1], pepper_garden), (TEN, TEN + HOUR), (TEN + 2 * HOUR, TEN + 3 * HOUR))
    BoothHours.objects.create(booth=tea_booth, starts_at=TEN - HOUR, ends_at=TEN)
    stand_behind(tea_booth, wei, TEN)
    assert open_booths(edition.pk, TEN) == OpenBooths(by_hours=2, staffed=1)
    assert open_booths(plan_edition("2027", 24, 2027).pk, TEN) == NOBODY


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_booth_that_no_visitor_sees_is_not_open(tea_booth: Booth, edition: Edition, status: str) -> None:
    Booth.objects.update(status=status)
    assert open_booths(edition.pk, TEN) == NOBODY


@pytest.mark.django_db
def test_neither_is_one_of_a_suspended_organization_or_without_a_stand(
    tea_booth: Booth, edition: Edition
) -> None:
    Organization.objects.update(status="suspended")
    assert open_booths(edition.pk, TEN) == NOBODY
    Organization.objects.update(status="active")
    assert open_booths(edition.pk, TEN).by_hours == 1
    clear_stand(booth=tea_booth)
    assert open_booths(edition.pk, TEN) == NOBODY


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (OpenBooths(by_hours=0, staffed=0), "0 booths in their opening hours · staffed: 0"),
        (OpenBooths(by_hours=1, staffed=0), "1 booth in its opening hours · staffed: 0"),
        (OpenBooths(by_hours=1_234, staffed=56), "1,234 booths in their opening hours · staffed: 56"),
    ],
)
def test_the_words_tell_open_from_staffed(now: OpenBooths, said: str) -> None:
    with translation.override("en"):
        assert open_line(now, "en") == said


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "is_said"), [("open", True), ("after", False), ("archived", False)])
def test_the_front_counts_all_booths_and_says_apart_what_is_open(
    tea_booth: Booth,
    edition: Edition,
    wei: User,
    client: Client,
    state: str,
    is_said: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Edition.objects.update(state=state)
    monkeypatch.setattr("django.utils.timezone.now", lambda: TEN)
    now = words(the(page_of(client.get("/en/fair/2026/")), ".fair-now"))
    assert ("Open now 1 booth in its opening hours · staffed: 0" in now) is is_said
    assert ("Open now" in now) is is_said
    assert "1 hall · 1 booth" in now
