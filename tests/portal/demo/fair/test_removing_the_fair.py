"""Removing the demonstration takes its fair away, and nothing that is others'."""

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.models import BaseLogEntry

from catalog.files.models import PrivateFile
from catalog.jobs.models import WorkRow
from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization
from catalog.search.models import IndexChange
from catalog.translation.models import TextState
from expo.fair.models import Booth, Edition, Session, Stand
from expo.fair.services.editions import save_edition
from expo.fair.services.placing import open_booth, place_booth
from expo.fair.services.seats import register
from expo.meetings.services.hours import save_terms
from portal.accounts.models import User
from portal.accounts.services import create_person
from portal.demo.models import Exhibit
from portal.demo.reading import Content
from portal.demo.removing import remove_demonstration
from tests.portal.demo.fair.conftest import Fair, load
from tests.portal.demo.test_removing import NOTES

pytestmark = pytest.mark.django_db


def remove() -> list[str]:
    said: list[str] = []
    remove_demonstration(said.append)
    return said


def rows() -> dict[str, int]:
    """Return how many rows there are of every kind, but for notes and work on its way."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in NOTES and not issubclass(model, BaseLogEntry | WorkRow)
    }


@pytest.fixture
def own_house(db: None) -> Organization:
    return create_organization(
        kind="brand-owner", country="CN", source_language="zh-hans", name={"zh-hans": "老茶行"}
    )


def test_after_removal_the_portal_holds_what_it_held_before(told: Content) -> None:
    call_command("set_up_pages")
    before = rows()
    load()
    after = rows()
    assert after["fair.Booth"] == 4
    assert after["fair.Exhibit"] == 4
    said = remove()
    assert rows() == before
    assert "Booths: 2 removed" in said
    assert "Editions: 2 removed" in said


def test_it_comes_back_after_removal_as_it_was(told: Content) -> None:
    first = load()
    remove()
    second = load()
    assert {label: tally.new for label, tally in second.items()} == {
        label: tally.new for label, tally in first.items()
    }


def test_files_states_and_the_index_follow(fair: Fair) -> None:
    booths = set(Booth.objects.values_list("pk", flat=True))
    assert PrivateFile.objects.filter(kind="fair.document").count() == 2
    IndexChange.objects.all().delete()
    remove()
    assert not PrivateFile.objects.exists()
    assert not TextState.objects.filter(content_type__app_label="fair").exists()
    assert booths <= set(IndexChange.objects.filter(kind="booth").values_list("record", flat=True))


def test_an_edition_of_others_stays_with_its_booths(fair: Fair, own_house: Organization) -> None:
    own = save_edition(
        slug="own",
        number=40,
        begins_on=fair.edition.begins_on,
        ends_on=fair.edition.ends_on,
        texts={"name": {"zh-hans": "自办展"}},
    )
    booth = open_booth(edition=own, organization=own_house)
    # A fictional house that came to somebody's own edition leaves it; the edition and its booths stay.
    tea = Organization.objects.get(slug="demo-green-banyan-tea-house")
    open_booth(edition=own, organization=tea)
    remove()
    assert Edition.objects.get() == own
    assert Booth.objects.get() == booth
    assert Organization.objects.get() == own_house


def test_an_edition_at_which_others_have_a_booth_is_from_then_on_the_portals_own(
    fair: Fair, own_house: Organization
) -> None:
    stand = Stand.objects.get(hall__edition=fair.edition, hall__slug="china-tea-and-food", code="A02")
    booth = open_booth(edition=fair.edition, organization=own_house)
    place_booth(booth=booth, stand=stand)
    said = remove()
    assert "Editions: 1 removed, 1 kept because others use them" in said
    assert Edition.objects.get() == fair.edition
    assert Booth.objects.get() == booth
    stand.refresh_from_db()
    assert stand.state == Stand.State.TAKEN
    # The stands of those who left are to be had.
    left = Stand.objects.filter(hall__edition=fair.edition, state=Stand.State.TAKEN)
    assert list(left) == [stand]
    assert Session.objects.filter(edition=fair.edition).count() == 3
    assert not Exhibit.objects.exists()


def test_an_edition_that_was_kept_is_taken_up_again(fair: Fair, own_house: Organization) -> None:
    booth = open_booth(edition=fair.edition, organization=own_house)
    remove()
    load()
    edition = Edition.objects.get(slug="demo-23")
    assert edition == fair.edition
    assert set(edition.booths.values_list("organization__is_demo", flat=True)) == {True, False}
    assert Booth.objects.filter(pk=booth.pk).exists()


def test_what_others_did_at_the_fair_goes_with_it_and_they_stay(fair: Fair) -> None:
    person = create_person(email="wei@example.org", password=None)
    session = Session.objects.get(edition=fair.edition, slug="matching-food")
    register(session=session, person=person)
    tea = Organization.objects.get(slug="demo-green-banyan-tea-house")
    save_terms(organization=tea, time_zone="Asia/Shanghai")
    remove()
    assert User.objects.get() == person
    assert not Session.objects.exists()


def test_booths_that_were_deleted_by_hand_are_no_obstacle(fair: Fair) -> None:
    fair.booth("mekong-pepper-garden").delete()
    fair.past.booths.all().delete()
    assert "Booths: 1 removed" in remove()
    assert not Edition.objects.exists()
    assert not Exhibit.objects.exists()
