"""The fair of the demonstration is loaded through services: alive, finished, and the same the second time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.files.models import PrivateFile
from catalog.notices.models import MailChoice, OutboxMail
from catalog.products.models import Product, ProductVersion
from catalog.translation.selectors import states_of
from expo.fair.models import Booth, CardExchange, Edition, Exhibit, Hall, Session, SessionSeat, Stand
from expo.fair.selectors.exhibits import exhibits_of
from expo.fair.selectors.living import LIVING
from expo.fair.selectors.staffing import attendance, staffed_booths
from expo.meetings.models import Appointment, OpenQuarter
from portal.accounts.models import User
from portal.demo.reading import Content
from tests.portal.demo.fair.conftest import Fair, load

pytestmark = pytest.mark.django_db
NANNING = ZoneInfo("Asia/Shanghai")


def today() -> date:
    return timezone.now().astimezone(NANNING).date()


def changes() -> dict[str, tuple[int, int]]:
    return {
        label: (tally.new, tally.changed) for label, tally in load().items() if tally.new or tally.changed
    }


def test_an_edition_is_open_with_halls_and_programme_and_one_is_over(fair: Fair) -> None:
    assert (fair.edition.state, fair.edition.is_current, fair.edition.is_demo) == ("open", True, True)
    assert fair.edition.state in LIVING
    assert fair.edition.begins_on == today()
    assert fair.edition.ends_on == today() + timedelta(days=4)
    assert (fair.past.state, fair.past.is_current, fair.past.is_demo) == ("archived", False, True)
    assert (fair.past.begins_on, fair.past.ends_on) == (date(2025, 9, 17), date(2025, 9, 21))
    halls = {hall.slug: hall for hall in Hall.objects.rewrite(False).filter(edition=fair.edition)}
    assert set(halls) == {"china", "china-tea-and-food", "asean", "cambodia"}
    assert halls["cambodia"].parent == halls["asean"]
    assert not halls["china"].stands.exists()
    assert halls["cambodia"].name_km == "សាលកម្ពុជា"
    states = halls["china-tea-and-food"].stands.values_list("code", "state")
    assert dict(states)["A01"] == Stand.State.TAKEN
    assert dict(states)["D06"] == Stand.State.CLOSED
    assert dict(states)["A02"] == Stand.State.FREE
    opening, tea, food = Session.objects.rewrite(False).filter(edition=fair.edition).order_by("begins_at")
    assert opening.begins_at.astimezone(NANNING).strftime("%H:%M") == "09:00"
    assert opening.begins_at.astimezone(NANNING).date() == today()
    assert tea.begins_at.astimezone(NANNING).date() == today() + timedelta(days=1)
    assert (tea.title_my, tea.room_vi) == ("ဖိုရမ်- တောင်နှစ်ဖက်ရှိ လက်ဖက်ပင်အိုများ", "Phòng Cây đa")
    assert tea.speakers[0] == {"name": "林老板（虚构）", "role": "茶商"}
    assert (food.capacity, food.taken) == (40, 1)
    assert not any(one.live_link or one.recording or one.slides for one in (opening, tea, food))


def test_a_booth_is_finished_in_ten_languages(fair: Fair, told: Content) -> None:
    booth = Booth.objects.rewrite(False).get(edition=fair.edition, slug="demo-green-banyan-tea-house")
    assert booth.status == Booth.Status.PUBLISHED
    assert booth.stand is not None
    assert booth.stand.code == "A01"
    house = next(entry for entry in told.organizations if entry.slug == "green-banyan-tea-house")
    assert booth.headline_vi == house.tagline["vi"]
    assert booth.about_th.startswith("ดูชา")
    assert booth.banner_id is not None
    states = {place: stored.state for place, stored in states_of(booth).items()}
    assert states.pop(("headline", "zh-hans")) == states.pop(("about", "zh-hans")) == "source"
    assert set(states.values()) == {"machine"}
    assert len(states) == 18
    staff = list(booth.staff.values_list("name", "languages"))
    assert staff == [("林老板（虚构）", ["zh-hans", "en"]), ("小梁（虚构）", ["zh-hans", "vi", "th"])]
    document = booth.documents.select_related("file").get()
    assert document.name
    assert document.file.content_type == "application/pdf"
    assert booth.hours.count() == 5


def test_exhibits_say_what_holds_at_the_fair_only(fair: Fair) -> None:
    (tea,) = exhibits_of(fair.booth("green-banyan-tea-house"), language="th")
    assert tea.card.title.value
    assert tea.note.value == "ชิมที่บูธทุกวัน 15:00 น."
    assert tea.price_note.value == "ลด 5% เมื่อสั่งระหว่างงาน"
    assert tea.product == "liubao-tea-basket-2019"
    product = Product.objects.get(slug=tea.product)
    assert tea.version == product.version
    assert tea.pictures


def test_what_was_shown_at_the_last_edition_has_the_price_it_had(fair: Fair) -> None:
    now = exhibits_of(fair.booth("mekong-pepper-garden"), language="km")[0]
    past = Booth.objects.select_related("edition").get(edition=fair.past, slug="demo-mekong-pepper-garden")
    then = exhibits_of(past, language="km")[0]
    assert (then.card.low, now.card.low) == (1292, 1390)
    assert then.card.title == now.card.title
    assert then.note.value
    assert then.version < now.version
    kept = ProductVersion.objects.get(product__slug="kampot-pepper-black", number=then.version)
    assert kept.document == Exhibit.objects.get(pk=then.id).document
    # The product itself costs what it costs today, and is on offer.
    product = Product.objects.get(slug="kampot-pepper-black")
    assert (product.status, product.price_low) == ("published", 1390)


def test_an_archived_booth_stays_when_the_product_goes(fair: Fair) -> None:
    past = fair.past.booths.get(slug="demo-mekong-pepper-garden")
    Product.objects.get(slug="kampot-pepper-black").delete()
    (line,) = exhibits_of(Booth.objects.select_related("edition").get(pk=past.pk), language="en")
    assert (line.card.title.value, line.card.low, line.product) == ("Kampot black pepper, 10 kg", 1292, "")
    assert line.price_note.value == "Price held for 30 days after the fair"
    assert not exhibits_of(fair.booth("mekong-pepper-garden"), language="en")


def test_staff_are_there_as_it_is_loaded_and_lapse_like_anybody(fair: Fair) -> None:
    seen = [staff.active_at for booth in fair.edition.booths.all() for staff in booth.staff.all()]
    assert len(seen) == 3
    assert all(moment is not None and timezone.now() - moment < timedelta(minutes=10) for moment in seen)
    booth = fair.booth("green-banyan-tea-house")
    noon = datetime.combine(today(), datetime.min.time(), NANNING) + timedelta(hours=12)
    booth.staff.update(present_since=noon, active_at=noon)
    assert booth.pk in staffed_booths(noon + timedelta(minutes=14))
    assert booth.pk not in staffed_booths(noon + timedelta(minutes=16))
    night = attendance([booth.pk], noon + timedelta(hours=10))[booth.pk]
    assert not night.is_staffed
    assert night.next is not None
    assert night.next[0].astimezone(NANNING).hour == 9


def test_a_visitor_has_seats_cards_and_meetings_and_hours_lie_ahead_and_no_mail_leaves(fair: Fair) -> None:
    buyer = User.objects.get(email="buyer@demo.example")
    seats = SessionSeat.objects.filter(person=buyer, state=SessionSeat.State.SEATED)
    assert set(seats.values_list("session__slug", flat=True)) == {"tea-of-both-countries", "matching-food"}
    cards = dict(CardExchange.objects.filter(visitor=buyer).values_list("booth__slug", "state"))
    assert cards == {
        "demo-green-banyan-tea-house": "exchanged",
        "demo-mekong-pepper-garden": "offered",
    }
    agreed = Appointment.objects.get(exhibitor__slug="demo-green-banyan-tea-house")
    assert (agreed.state, agreed.place_kind, agreed.place) == ("accepted", "stand", "A01")
    assert agreed.begins_at.astimezone(NANNING).strftime("%H:%M") == "10:00"
    waiting = Appointment.objects.get(exhibitor__slug="demo-mekong-pepper-garden")
    assert (waiting.state, waiting.awaits) == ("waiting", "exhibitor")
    for organization, zone, hours in (
        ("green-banyan-tea-house", "Asia/Shanghai", {10, 11}),
        ("mekong-pepper-garden", "Asia/Phnom_Penh", {9, 10}),
    ):
        opened = OpenQuarter.objects.filter(organization__slug=f"demo-{organization}")
        moments = [moment.astimezone(ZoneInfo(zone)) for moment in opened.values_list("begins_at", flat=True)]
        # While it is the day before there and the first day in Nanning already, that day is offered too.
        first = max(
            fair.edition.begins_on, timezone.now().astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
        )
        assert len(moments) == ((fair.edition.ends_on - first).days + 1) * 8
        assert {moment.hour for moment in moments} == hours
        assert all(moment > timezone.now() for moment in moments)
    assert not OutboxMail.objects.exists()
    people = User.objects.filter(email__endswith="@demo.example")
    for person in people:
        modes = set(MailChoice.objects.filter(person=person).values_list("mode", flat=True))
        assert modes == {"never"}, person.email
    assert {person.email for person in people if not person.has_usable_password()} == set()


def test_a_second_load_changes_nothing(told: Content) -> None:
    load()
    before = {
        model: list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        for model in (Edition, Hall, Stand, Booth, Exhibit, Session, SessionSeat, OpenQuarter, PrivateFile)
    }
    with CaptureQueriesContext(connection) as asked:
        assert changes() == {}
    written = [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if "reference_source" not in sql] == []
    assert before == {
        model: list(model._default_manager.order_by("pk").values_list("pk", flat=True)) for model in before
    }
