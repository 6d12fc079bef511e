"""A stand that the organizer keeps for an exhibitor on the list is nobody else's until it is given up."""

import io
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import Notice, OutboxMail
from expo.fair.models import Booth, Edition, Exhibitor, ExhibitorFile, Stand, StandApplication, StandWish
from expo.fair.organizing.table import Judged, Outcome, judge
from expo.fair.refusals import Refused
from expo.fair.services import exhibitors as services
from expo.fair.services.editions import move_edition
from expo.fair.services.holding import end_overdue, hold_stand, offer, wait_for
from expo.fair.services.placing import open_booth
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
Commit = DjangoCaptureOnCommitCallbacks
TEA = "Old Tree Tea,tea@example.com,zh-hans,CN,tea,T02"


def look(edition: Edition, by: User, *rows: str) -> ExhibitorFile:
    file = io.BytesIO("\n".join(["name,email,language,country,hall,stand", *rows]).encode())
    return services.look_through(edition=edition, name="list.csv", file=file, by=by)


def take(edition: Edition, by: User, *rows: str) -> dict[str, int]:
    return services.take_file(kept=look(edition, by, *rows), by=by)


@pytest.fixture
def tea(edition: Edition, stands: list[Stand], administrator: User) -> Exhibitor:
    """A tea house on the list, for which T02 is kept."""
    take(edition, administrator, TEA)
    return Exhibitor.objects.get()


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


def state(code: str = "T02") -> str:
    return Stand.objects.values_list("state", flat=True).get(code=code)


def stand_of(organization: Organization) -> tuple[str, str | None]:
    return StandApplication.objects.values_list("state", "stand__code").get(organization=organization)


def asked(exhibitor: Exhibitor, by: User) -> Exhibitor:
    services.invite(edition=exhibitor.edition, keys=[exhibitor.pk], by=by)
    exhibitor.refresh_from_db()
    return exhibitor


@pytest.mark.parametrize("waited_for", [False, True])
def test_the_clock_leaves_it_to_the_exhibitor(
    tea: Exhibitor, pepper_garden: Organization, waited_for: bool
) -> None:
    stand = Stand.objects.get(code="T02")
    if waited_for:
        wait_for(stand=stand, organization=pepper_garden)
    for _minute in range(2):
        assert end_overdue() == 0
    assert offer(stand.pk) is None
    assert state() == "held"
    with pytest.raises(Refused, match="T02"):
        hold_stand(stand=stand, organization=pepper_garden)
    assert not StandApplication.objects.filter(stand=stand).exists()


def test_after_an_hour_of_the_clock_the_booth_is_claimed_on_it(
    tea: Exhibitor, administrator: User, owner: User, tea_house: Organization
) -> None:
    invited = asked(tea, administrator)
    end_overdue()
    booth = services.claim(exhibitor=invited, organization=tea_house, by=owner)
    assert booth.stand is not None
    assert (booth.stand.code, state()) == ("T02", "taken")
    assert Entry.objects.get(action="booth.claimed").role == "owner"


def test_an_editor_claims_in_her_own_role(
    tea: Exhibitor, administrator: User, lan: User, tea_house: Organization
) -> None:
    add_member(organization=tea_house, user_id=lan.pk, role="editor")
    services.claim(exhibitor=asked(tea, administrator), organization=tea_house, by=lan)
    entry = Entry.objects.get(action="booth.claimed")
    assert (entry.actor_id, entry.role, entry.after) == (lan.pk, "editor", {"name": "Old Tree Tea"})


@pytest.mark.parametrize("way", ["struck off", "moved"])
def test_when_it_is_given_up_it_goes_to_who_waits_and_to_no_third(
    tea: Exhibitor,
    edition: Edition,
    administrator: User,
    pepper_garden: Organization,
    tea_house: Organization,
    sophea: User,
    django_capture_on_commit_callbacks: Commit,
    way: str,
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    stand = Stand.objects.get(code="T02")
    wait_for(stand=stand, organization=pepper_garden)
    with django_capture_on_commit_callbacks(execute=True):
        if way == "struck off":
            services.strike_off(exhibitor=tea, by=administrator)
        else:
            take(edition, administrator, TEA.replace("T02", "T04"))
        assert state() == "held"
        with pytest.raises(Refused):
            hold_stand(stand=stand, organization=tea_house)
    assert stand_of(pepper_garden) == ("offered", "T02")
    assert Notice.objects.get(recipient=sophea).values["happened"] == "offered"
    assert state("T04") == ("held" if way == "moved" else "free")


def test_striking_off_goes_by_the_list_as_it_is_now(
    tea: Exhibitor, edition: Edition, administrator: User, pepper_garden: Organization
) -> None:
    seen = Exhibitor.objects.select_related("stand").get(pk=tea.pk)
    take(edition, administrator, TEA.replace("T02", "T04"))
    hold_stand(stand=Stand.objects.get(code="T02"), organization=pepper_garden)
    services.strike_off(exhibitor=seen, by=administrator)
    assert (state("T02"), state("T04")) == ("held", "free")
    assert stand_of(pepper_garden) == ("held", "T02")


def test_striking_off_twice_is_written_once(tea: Exhibitor, administrator: User) -> None:
    seen = Exhibitor.objects.get(pk=tea.pk)
    services.strike_off(exhibitor=tea, by=administrator)
    services.strike_off(exhibitor=seen, by=administrator)
    entry = Entry.objects.get(action="exhibitor.struck-off")
    assert (entry.role, entry.before) == ("organizer", {"name": "Old Tree Tea"})


def test_who_claims_while_a_table_is_taken_gets_no_second_stand(
    tea: Exhibitor,
    edition: Edition,
    administrator: User,
    owner: User,
    tea_house: Organization,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invited = asked(tea, administrator)
    kept = look(edition, administrator, TEA.replace("T02", "T04"))

    def meanwhile(*given: Any) -> list[Judged]:
        found = judge(*given)
        services.claim(exhibitor=invited, organization=tea_house, by=owner)
        return found

    monkeypatch.setattr(services, "judge", meanwhile)
    assert services.take_file(kept=kept, by=administrator) == {Outcome.FAULT: 1}
    assert (state("T02"), state("T04")) == ("taken", "free")
    assert Exhibitor.objects.get().stand is None


def test_of_two_rows_that_change_places_both_are_named(
    tea: Exhibitor, edition: Edition, administrator: User
) -> None:
    bean = "Golden Bean,bean@example.com,vi,VN,tea,"
    take(edition, administrator, f"{bean}T03")
    kept = look(edition, administrator, TEA.replace("T02", "T03"), f"{bean}T02")
    found = judge(edition, kept.header, kept.rows)
    assert [fault.cell for row in found for fault in row.faults] == ["F2", "F3"]
    assert dict(Exhibitor.objects.values_list("email", "stand__code")) == {
        "tea@example.com": "T02",
        "bean@example.com": "T03",
    }


@pytest.mark.parametrize("past", ["after", "archived"])
class TestAnEditionThatIsOver:
    """It stays as it was: nobody is listed, invited or given a booth any more."""

    @pytest.fixture(autouse=True)
    def _over(self, tea: Exhibitor, administrator: User, past: str) -> None:
        self.invited = asked(tea, administrator)
        self.kept = look(tea.edition, administrator, TEA.replace("T02", "T04"))
        OutboxMail.objects.all().delete()
        Edition.objects.update(state=past)

    def test_no_table_is_looked_through_or_taken(self, edition: Edition, administrator: User) -> None:
        with pytest.raises(Refused, match="over"):
            look(edition, administrator, TEA)
        with pytest.raises(Refused, match="over"):
            services.take_file(kept=self.kept, by=administrator)
        assert (state("T02"), state("T04")) == ("held", "free")
        assert ExhibitorFile.objects.filter(pk=self.kept.pk).exists()

    def test_no_booth_is_claimed(self, owner: User, tea_house: Organization) -> None:
        with pytest.raises(Refused, match="over"):
            services.claim(exhibitor=self.invited, organization=tea_house, by=owner)
        assert not Booth.objects.exists()
        assert Exhibitor.objects.get().state == "invited"

    def test_nobody_is_invited_though_the_page_was_older(self, edition: Edition, administrator: User) -> None:
        assert edition.state == "open"
        with pytest.raises(Refused, match="over"):
            services.invite(edition=edition, keys=[self.invited.pk], by=administrator)
        assert not OutboxMail.objects.exists()


def test_whoever_claims_waits_for_no_other_stand(
    tea: Exhibitor, stands: list[Stand], administrator: User, owner: User, tea_house: Organization
) -> None:
    Stand.objects.filter(code="T01").update(state="taken")
    wait_for(stand=stands[0], organization=tea_house)
    services.claim(exhibitor=asked(tea, administrator), organization=tea_house, by=owner)
    assert not StandWish.objects.exists()
    with pytest.raises(Refused, match="You have a stand"):
        wait_for(stand=stands[0], organization=tea_house)


def test_a_booth_without_a_stand_still_waits_for_one(
    edition: Edition, stands: list[Stand], tea_house: Organization
) -> None:
    open_booth(edition=edition, organization=tea_house)
    Stand.objects.filter(code="T01").update(state="taken")
    assert wait_for(stand=stands[0], organization=tea_house).stand_id == stands[0].pk


def test_moving_the_edition_on_leaves_the_list_to_be_read(
    tea: Exhibitor, edition: Edition, administrator: User
) -> None:
    move_edition(edition=edition, to="after", by=administrator)
    kept = Exhibitor.objects.get(pk=tea.pk)
    assert kept.stand is not None
    assert (kept.state, kept.stand.code) == ("listed", "T02")
