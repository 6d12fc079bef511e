"""Where the parties meet is shown to both, on the page, in the list, in the calendar file and by mail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage

from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.notices.models import Notice, OutboxMail
from catalog.notices.services import MAIL_DRAIN
from expo.fair.models import Booth, Edition, Stand
from expo.fair.services.placing import place_booth
from expo.meetings.calendars import entry_of
from expo.meetings.models import Appointment, Side
from expo.meetings.selectors.hours import stand_of
from expo.meetings.services import deciding
from expo.meetings.services.hours import save_terms
from portal.accounts.models import User
from tests.expo.fair.conftest import build_hall, build_stands
from tests.expo.meetings.conftest import NOW, TEN_IN_BANGKOK, Browser, plain, seen
from tests.expo.meetings.stalls import Stalls
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

BUYER, EXHIBITOR = Side.BUYER, Side.EXHIBITOR
PLACES = {
    "stand": "At the stand: T01",
    "phone": "By phone: +86 771 555 0100",
    "link": "Online, at the exhibitor's own address: https://meet.example.com/tea",
}


@pytest.fixture
def on_stand(stalls: Stalls) -> Stand:
    """Wei's booth stands on T01."""
    stand = build_stands(build_hall(stalls.edition))[0]
    place_booth(booth=stalls.tea, stand=stand)
    return stand


@pytest.mark.parametrize("kind", ["stand", "phone", "link"])
def test_both_sides_see_the_place_wherever_they_look(
    on_stand: Stand,
    request_of_nok: Appointment,
    house: Organization,
    browser_of: Browser,
    nok: User,
    wei: User,
    kind: str,
) -> None:
    agreed = deciding.accept(seen=seen(request_of_nok, EXHIBITOR), place_kind=kind)
    pages = {
        nok: ("/en/meetings/", f"/en/meetings/{agreed.pk}/"),
        wei: (f"/en/desk/{house.slug}/meetings/", f"/en/desk/{house.slug}/meetings/{agreed.pk}/"),
    }
    label, place = PLACES[kind].split(": ", 1)
    for person, (listed, own) in pages.items():
        browser = browser_of(person)
        assert PLACES[kind] in words(the(page_of(browser.get(listed)), "tbody"))
        assert place in words(the(page_of(browser.get(own)), "dl.facts"))
        file = browser.get(f"{own}calendar.ics").content.decode().replace("\r\n ", "")
        assert f"LOCATION:{label}".replace(",", "\\,") in file
        assert place in file
    (told,) = Notice.objects.filter(recipient=nok)
    assert (told.values["place_kind"], told.values["place"]) == (kind, place)


def test_a_place_is_offered_only_while_there_is_one(
    stalls: Stalls, house: Organization, request_of_nok: Appointment, browser_of: Browser, wei: User
) -> None:
    save_terms(organization=house, time_zone="Asia/Shanghai")
    address = f"/en/desk/{house.slug}/meetings/{request_of_nok.pk}/"
    page = page_of(browser_of(wei).get(address))
    assert deciding.places_of(house) == {}
    assert not page.select('input[name="place_kind"], input[value="accept"]')
    assert "Say first where you receive." in words(the(page, "main"))
    place_booth(booth=stalls.tea, stand=build_stands(build_hall(stalls.edition))[2])
    assert deciding.places_of(house) == {"stand": "T03"}
    page = page_of(browser_of(wei).get(address))
    assert words(the(page, 'label[for="accept-stand"]')) == "At the stand: T03"


def test_the_stand_is_that_of_the_current_edition(on_stand: Stand, house: Organization) -> None:
    assert stand_of(house.pk) == "T01"
    Edition.objects.update(is_current=False)
    assert stand_of(house.pk) == ""
    Edition.objects.update(is_current=True)
    Booth.objects.update(stand=None)
    assert stand_of(house.pk) == ""


def test_what_was_agreed_stays_where_it_was_agreed(house: Organization, request_of_nok: Appointment) -> None:
    deciding.accept(seen=seen(request_of_nok, EXHIBITOR), place_kind="phone")
    save_terms(organization=house, time_zone="Asia/Shanghai", phone="+86 1")
    moved = deciding.move(seen=seen(request_of_nok, BUYER), begins_at=TEN_IN_BANGKOK + timedelta(minutes=15))
    assert moved.place == "+86 771 555 0100"


@pytest.mark.parametrize(
    ("zones", "clocks"),
    [
        (
            ("Asia/Yangon", "Asia/Shanghai"),
            ("Shanghai: Sep 17, 2026, 11:00 AM", "Yangon: Sep 17, 2026, 9:30 AM"),
        ),
        (("Asia/Dili", "Asia/Yangon"), ("Yangon: Sep 17, 2026, 9:30 AM", "Dili: Sep 17, 2026, 12:00 PM")),
        (("Europe/London", "Asia/Dili"), ("Dili: Sep 17, 2026, 12:00 PM", "London: Sep 17, 2026, 4:00 AM")),
        (("Asia/Shanghai", "Asia/Shanghai"), ("Shanghai: Sep 17, 2026, 11:00 AM",)),
    ],
)
def test_an_entry_says_when_by_both_clocks_and_by_one_where_they_are_the_same(
    request_of_nok: Appointment, zones: tuple[str, str], clocks: tuple[str, ...]
) -> None:
    Appointment.objects.update(buyer_zone=zones[0], exhibitor_zone=zones[1])
    deciding.accept(seen=seen(request_of_nok, EXHIBITOR), place_kind="phone")
    for side in Side:
        said = plain(entry_of(Appointment.objects.get(), Side(side), "en").description).splitlines()
        assert said == ["Tea for the shop", PLACES["phone"], *clocks]


@pytest.mark.parametrize(
    ("utc", "london"),
    [
        (datetime(2026, 10, 24, 9, 0, tzinfo=UTC), "Oct 24, 2026, 10:00 AM"),
        (datetime(2026, 10, 25, 9, 0, tzinfo=UTC), "Oct 25, 2026, 9:00 AM"),
        (datetime(2027, 3, 27, 9, 0, tzinfo=UTC), "Mar 27, 2027, 9:00 AM"),
        (datetime(2027, 3, 28, 9, 0, tzinfo=UTC), "Mar 28, 2027, 10:00 AM"),
    ],
)
def test_a_visitor_in_london_reads_the_right_hour_on_both_sides_of_a_change(
    request_of_nok: Appointment, utc: datetime, london: str
) -> None:
    Appointment.objects.update(buyer_zone="Europe/London", begins_at=utc, state="accepted")
    entry = entry_of(Appointment.objects.get(), BUYER, "en")
    assert f"London: {london}" in plain(entry.description)
    assert entry.begins == utc


def test_each_move_leaves_by_mail_once_to_who_has_to_know(
    request_of_nok: Appointment, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.update(language="en")
    later = TEN_IN_BANGKOK + timedelta(minutes=30)
    deciding.propose(seen=seen(request_of_nok, EXHIBITOR), begins_at=later, place_kind="phone")
    deciding.accept(seen=seen(request_of_nok, BUYER))
    deciding.move(seen=seen(request_of_nok, EXHIBITOR), begins_at=TEN_IN_BANGKOK)
    deciding.cancel(seen=seen(request_of_nok, BUYER), reason="The flight was moved.")
    assert mailoutbox == []
    # A mail is due by the real clock, which the frozen one is behind.
    OutboxMail.objects.update(due_at=NOW)
    for _again in range(2):
        drain(MAIL_DRAIN)
    sent = {(mail.to[0], mail.subject.split(" · ")[0]): plain(str(mail.body)) for mail in mailoutbox}
    assert len(sent) == len(mailoutbox) == 5
    house, shop = "青榕树茶坊", "ร้านนก"
    agreed = sent["wei@example.com", f"Your meeting with {shop} is agreed"]
    assert "Sep 17, 2026, 11:30 AM · 10:30 AM Bangkok" in agreed
    assert PLACES["phone"] in agreed
    moved = sent["nok@example.com", f"{house} has moved your meeting"]
    assert "Sep 17, 2026, 10:00 AM · 11:00 AM Shanghai" in moved
    assert PLACES["phone"] in moved
    off = sent["wei@example.com", f"{shop} has called off the meeting"]
    assert "The flight was moved." in off
    assert ("nok@example.com", f"{house} proposes another time") in sent
    assert ("wei@example.com", f"{shop} asks for a meeting") in sent


def test_a_refused_move_tells_nobody(request_of_nok: Appointment) -> None:
    before = OutboxMail.objects.count(), Notice.objects.count()
    with pytest.raises(ValidationError):
        deciding.accept(seen=seen(request_of_nok, EXHIBITOR))
    assert (OutboxMail.objects.count(), Notice.objects.count()) == before
