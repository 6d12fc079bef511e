"""The fair is loaded again: on a later day, after somebody changed something, beside editions of others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization
from catalog.notices.models import Notice
from catalog.products.models import Product
from expo.fair.models import Booth, CardExchange, Edition, Hall, Session, Stand
from expo.fair.refusals import Refused
from expo.fair.services.editions import make_current, move_edition, save_edition
from expo.fair.services.placing import clear_stand, open_booth, place_booth
from expo.meetings.models import Appointment
from portal.accounts.models import User
from portal.demo.fair.ground import AddressTaken
from portal.demo.fair.schema import FairEntry
from portal.demo.reading import Content
from portal.demo.shelves import Tally
from tests.portal.demo.conftest import Tell
from tests.portal.demo.fair.conftest import Fair, load

Change = Callable[..., dict[str, Tally]]
NANNING = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def change(told: Content, tell: Tell) -> Change:
    """Say something else of the fair, and load it again; return what became of each kind."""

    def again(**said: object) -> dict[str, Tally]:
        assert told.fair is not None
        tell(replace(told, fair=replace(told.fair, **said)))  # type: ignore[arg-type]
        return load()

    return again


@pytest.fixture
def fair_told(told: Content) -> FairEntry:
    assert told.fair is not None
    return told.fair


@pytest.mark.django_db
def test_an_edition_of_others_stays_the_current_one_and_keeps_its_number(told: Content) -> None:
    own = save_edition(
        slug="own",
        number=23,
        begins_on=date(2026, 9, 17),
        ends_on=date(2026, 9, 21),
        texts={"name": {"zh-hans": "自办展"}},
    )
    make_current(edition=own)
    load()
    own.refresh_from_db()
    assert (own.is_current, own.number) == (True, 23)
    demo = Edition.objects.get(slug="demo-23")
    assert (demo.is_current, demo.number, demo.state) == (False, 24, "open")
    # Nobody meets at a stand of an edition that is not on.
    assert set(Appointment.objects.values_list("state", flat=True)) == {"waiting"}


@pytest.mark.django_db
def test_an_edition_of_others_at_the_address_stops_the_load_with_words(told: Content) -> None:
    save_edition(
        slug="demo-23",
        number=50,
        begins_on=date(2026, 9, 17),
        ends_on=date(2026, 9, 21),
        texts={"name": {"zh-hans": "自办展"}},
    )
    with pytest.raises(CommandError, match="another edition at demo-23"):
        call_command("load_demo", verbosity=0)
    with pytest.raises(AddressTaken):
        load()
    assert not Booth.objects.filter(edition__slug="demo-23").exists()
    assert Edition.objects.get(slug="demo-23").number == 50


@pytest.mark.django_db
def test_an_edition_that_somebody_closed_stays_closed(
    fair: Fair, change: Change, fair_told: FairEntry
) -> None:
    move_edition(edition=fair.edition, to="after")
    quiet = change(booths=tuple(replace(booth, about="desk") for booth in fair_told.booths))
    assert "Booths" not in quiet
    assert Edition.objects.get(pk=fair.edition.pk).state == "after"


@pytest.mark.django_db
def test_a_booth_that_says_something_else_is_brought_up_to_date(
    fair: Fair, change: Change, fair_told: FairEntry
) -> None:
    before = fair.booth("green-banyan-tea-house")
    document = before.documents.get()
    tea, *others = fair_told.booths
    assert tea.organization == "green-banyan-tea-house"
    told = change(booths=(replace(tea, about="harvest", document="leaflet"), *others))
    assert (told["Booths"].changed, told["Booths"].same) == (1, 1)
    after = Booth.objects.rewrite(False).get(pk=before.pk)
    assert after.about_en.startswith("This season")
    assert (after.stand_id, after.status, after.slug) == (before.stand_id, before.status, before.slug)
    laid_out = after.documents.get()
    assert laid_out.pk != document.pk
    assert after.staff.count() == 2


@pytest.mark.django_db
def test_a_booth_keeps_its_stand_where_the_files_name_another_that_is_free(
    fair: Fair, change: Change, fair_told: FairEntry
) -> None:
    tea, *others = fair_told.booths
    change(booths=(replace(tea, stand=("china-tea-and-food", "A02")), *others))
    booth = fair.booth("green-banyan-tea-house")
    assert booth.stand is not None
    assert booth.stand.code == "A02"
    states = dict(Stand.objects.filter(hall=booth.stand.hall).values_list("code", "state"))
    assert (states["A01"], states["A02"]) == ("free", "taken")


@pytest.mark.django_db
def test_a_stand_that_somebody_else_took_meanwhile_is_theirs(
    fair: Fair, change: Change, fair_told: FairEntry
) -> None:
    tea = fair.booth("green-banyan-tea-house")
    stand = tea.stand
    assert stand is not None
    clear_stand(booth=tea)
    house = create_organization(
        kind="brand-owner", country="CN", source_language="zh-hans", name={"zh-hans": "老茶行"}
    )
    stranger = open_booth(edition=fair.edition, organization=house)
    place_booth(booth=stranger, stand=stand)
    first, *others = fair_told.booths
    change(booths=(replace(first, about="harvest"), *others))
    assert Booth.objects.get(pk=stranger.pk).stand == stand
    assert fair.booth("green-banyan-tea-house").stand is None


@pytest.mark.django_db
def test_a_stand_that_no_hall_has_stops_the_load_and_leaves_no_booth(
    told: Content, tell: Tell, fair_told: FairEntry
) -> None:
    tea, *others = fair_told.booths
    wrong = replace(fair_told, booths=(replace(tea, stand=("cambodia", "Z99")), *others))
    tell(replace(told, fair=wrong))
    with pytest.raises(Refused, match="no stand Z99 in the hall cambodia"):
        load()
    assert not Booth.objects.filter(edition__slug="demo-23").exists()
    # Put right, it goes on where it stopped.
    tell(told)
    again = load()
    assert (again["Editions"].same, again["Halls"].same, again["Booths"].new) == (2, 4, 2)


@pytest.mark.django_db
def test_a_hall_that_lost_a_taken_stand_is_refused_with_its_number(
    fair: Fair, change: Change, fair_told: FairEntry
) -> None:
    halls = tuple(
        replace(hall, rows=hall.rows[1:]) if hall.slug == "china-tea-and-food" else hall
        for hall in fair_told.halls
    )
    with pytest.raises(Refused, match="Stand A01 is not free"):
        change(halls=halls)
    assert Stand.objects.filter(hall__slug="china-tea-and-food", code="A10").exists()


@pytest.mark.django_db
def test_a_hall_is_renamed_and_grows(fair: Fair, change: Change, fair_told: FairEntry) -> None:
    before = Hall.objects.get(edition=fair.edition, slug="cambodia").pk
    halls = tuple(
        replace(hall, rows=(*hall.rows, replace(hall.rows[-1], prefix="X", y=5, x=170, count=1)))
        if hall.slug == "cambodia"
        else hall
        for hall in fair_told.halls
    )
    told = change(halls=halls)
    assert (told["Halls"].changed, told["Halls"].same) == (1, 3)
    assert Stand.objects.get(hall=before, code="X01").state == Stand.State.FREE


@pytest.mark.django_db
def test_a_session_that_moves_tells_whoever_has_a_seat(
    fair: Fair, change: Change, fair_told: FairEntry
) -> None:
    sessions = tuple(
        replace(session, begins="15:00") if session.slug == "matching-food" else session
        for session in fair_told.sessions
    )
    told = change(sessions=sessions)
    assert (told["Sessions"].changed, told["Sessions"].same) == (1, 2)
    session = Session.objects.get(slug="matching-food")
    assert session.begins_at.astimezone(NANNING).hour == 15
    assert (session.sequence, session.taken) == (1, 1)
    told_to = Notice.objects.filter(kind__startswith="fair.session", recipient__email="buyer@demo.example")
    assert told_to.count() == 1


@pytest.mark.django_db
def test_an_archive_that_says_something_else_is_made_anew(
    fair: Fair, change: Change, fair_told: FairEntry
) -> None:
    past = fair_told.archive
    assert past is not None
    booths = tuple(
        replace(booth, exhibits=tuple(replace(one, then_percent=80) for one in booth.exhibits))
        for booth in past.booths
    )
    told = change(archive=replace(past, booths=booths))
    assert told["Editions"].changed == 1
    again = Edition.objects.get(slug="demo-22")
    assert again.pk != fair.past.pk
    assert again.state == "archived"
    pepper = again.booths.get(slug="demo-mekong-pepper-garden").exhibits.get()
    assert min(tier["minor"] for tier in pepper.document["price"]["tiers"]) == 1112
    assert Product.objects.get(slug="kampot-pepper-black").price_low == 1390


@pytest.mark.django_db
def test_goods_that_somebody_paused_are_left_out(fair: Fair, change: Change, fair_told: FairEntry) -> None:
    Product.objects.filter(slug="kampot-pepper-black").update(status="paused")
    told = change()
    assert told["Booths"].changed == 1
    assert not fair.booth("mekong-pepper-garden").exhibits.exists()
    assert Product.objects.get(slug="kampot-pepper-black").status == "paused"


@pytest.mark.django_db
def test_staff_who_left_come_back_only_where_their_booth_changes(fair: Fair, change: Change) -> None:
    booth = fair.booth("mekong-pepper-garden")
    booth.staff.all().delete()
    assert change()["Booths"].same == 2
    assert not booth.staff.exists()


@pytest.mark.django_db
def test_a_booth_deleted_by_hand_comes_again_with_its_hours(fair: Fair, change: Change) -> None:
    fair.booth("mekong-pepper-garden").delete()
    told = change()
    assert (told["Booths"].new, told["Opening hours"].new) == (1, 1)
    booth = fair.booth("mekong-pepper-garden")
    assert booth.status == Booth.Status.PUBLISHED
    assert booth.hours.count() == 5
    assert CardExchange.objects.filter(booth__edition=fair.edition).count() >= 1


@pytest.mark.django_db
def test_people_at_booths_cannot_sign_in_and_sell_for_their_house(
    told: Content, tell: Tell, fair_told: FairEntry
) -> None:
    tea, pepper = fair_told.booths
    nameless = replace(pepper, staff=(replace(pepper.staff[0], email=""),))
    tell(replace(told, fair=replace(fair_told, booths=(tea, nameless))))
    assert load()["People at booths"].new == 1
    person = User.objects.get(email="booth-1.mekong-pepper-garden@demo.example")
    assert not person.has_usable_password()
    assert person.language == "km"
    house = Organization.objects.get(slug="demo-mekong-pepper-garden")
    assert house.memberships.get(user=person).role == "sales"
    assert load()["People at booths"].same == 1
