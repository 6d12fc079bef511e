"""Letters of the organizer: once to each exhibitor, in its language, and what did not arrive is seen."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import Notice, OutboxMail
from catalog.notices.services import MAIL_DRAIN, notify
from expo.fair.models import Booth, Edition, Exhibitor, OrganizerLetter
from expo.fair.organizing.forms import LONGEST_SUBJECT, LONGEST_TEXT, LetterForm
from expo.fair.refusals import Refused
from expo.fair.selectors import exhibitors as reads
from expo.fair.services.letters import SAME_WITHIN, write_to_exhibitors
from portal.accounts.models import User
from tests.expo.fair.conftest import listed, plan_edition

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 8, 3, 1, 0, tzinfo=UTC)
DOORS = {"en": "Doors open at nine", "th": "ประตูเปิดเก้าโมง", "zh-hans": "九点开门"}


def write(
    edition: Edition, by: User, choice: str = "all", said: dict[str, str] | None = None
) -> OrganizerLetter:
    return write_to_exhibitors(
        edition=edition, subject=said or DOORS, text=said or DOORS, choice=choice, by=by
    )


@pytest.fixture
def clock(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What the clock shows: its first and only entry."""
    shown = [NINE]
    monkeypatch.setattr(timezone, "now", lambda: shown[0])
    return shown


def test_a_button_pressed_twice_sends_one_letter(
    edition: Edition, administrator: User, clock: list[datetime]
) -> None:
    listed(edition, "Bean")
    write(edition, administrator)
    for later in (timedelta(0), timedelta(seconds=2), SAME_WITHIN - timedelta(seconds=1)):
        clock[0] = NINE + later
        with pytest.raises(Refused, match="not sent again"):
            write(edition, administrator)
    assert OutboxMail.objects.count() == 1
    assert Entry.objects.filter(action="exhibitors.written-to").count() == 1


@pytest.mark.parametrize("differs", ["time", "text", "subject", "choice", "edition"])
def test_a_letter_that_is_another_one_is_sent(
    edition: Edition, administrator: User, clock: list[datetime], differs: str
) -> None:
    listed(edition, "Bean")
    write(edition, administrator)
    said, other = dict(DOORS), dict(DOORS)
    place, choice = edition, "all"
    if differs == "time":
        clock[0] = NINE + SAME_WITHIN
    elif differs == "text":
        other["en"] = "Doors open at ten"
    elif differs == "subject":
        said["en"] = "Doors"
    elif differs == "choice":
        choice = "listed"
    else:
        place = plan_edition("2027", 24, 2027)
        listed(place, "Rice")
    write_to_exhibitors(edition=place, subject=said, text=other, choice=choice, by=administrator)
    assert OutboxMail.objects.count() == 2


def test_a_choice_that_is_none_writes_to_nobody_and_not_to_all(edition: Edition, administrator: User) -> None:
    listed(edition, "Bean")
    with pytest.raises(LookupError, match="everybody"):
        write(edition, administrator, choice="everybody")
    assert not OrganizerLetter.objects.exists()
    assert not OutboxMail.objects.exists()


def test_each_gets_one_letter_in_the_language_of_the_list(edition: Edition, administrator: User) -> None:
    for name, language in (("Bean", "th"), ("Rice", "lo"), ("Tea", "zh-hans")):
        listed(edition, name, language)
    letter = write(edition, administrator)
    mails = OutboxMail.objects.order_by("address").values_list("address", "language", "values__subject")
    assert list(mails) == [
        ("bean@example.com", "th", DOORS["th"]),
        ("rice@example.com", "lo", DOORS["en"]),
        ("tea@example.com", "zh-hans", DOORS["zh-hans"]),
    ]
    entry = Entry.objects.get(action="exhibitors.written-to")
    assert (entry.actor_id, entry.role, entry.after) == (administrator.pk, "organizer", {"told": 3})
    assert (letter.told, letter.sent_by_id, letter.chosen) == (3, administrator.pk, "all")


def test_only_exhibitors_of_this_edition_are_meant(edition: Edition, administrator: User) -> None:
    listed(plan_edition("2027", 24, 2027), "Rice")
    with pytest.raises(Refused, match="nobody"):
        write(edition, administrator)
    assert not OutboxMail.objects.exists()


def test_a_language_with_half_a_letter_is_left_out_and_the_rest_is_sent(
    edition: Edition, administrator: User
) -> None:
    listed(edition, "Bean", "th")
    letter = write_to_exhibitors(
        edition=edition,
        subject={"en": "Doors", "th": "ประตู", "vi": "  "},
        text={"en": "At nine.", "th": " \n", "vi": "Mở cửa", "my": "ဖွင့်"},
        choice="all",
        by=administrator,
    )
    assert (letter.subject, letter.text) == ({"en": "Doors"}, {"en": "At nine."})
    assert OutboxMail.objects.get().values["text"] == "At nine."


@pytest.fixture
def claimed(edition: Edition, booth: Booth) -> Exhibitor:
    """The tea house, which has claimed its booth."""
    return listed(edition, "Tea", "zh-hans", state="claimed", booth=booth)


def test_nobody_writes_for_it_so_the_address_on_the_list_gets_it(
    edition: Edition,
    claimed: Exhibitor,
    tea_house: Organization,
    administrator: User,
    wei: User,
    nok: User,
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    add_member(organization=tea_house, user_id=nok.pk, role="sales")
    User.objects.filter(pk=wei.pk).update(is_active=False)
    write(edition, administrator)
    assert OutboxMail.objects.get().address == "tea@example.com"
    assert not Notice.objects.exists()


def test_who_writes_for_two_exhibitors_is_told_of_each_and_once(
    edition: Edition,
    claimed: Exhibitor,
    tea_house: Organization,
    pepper_garden: Organization,
    administrator: User,
    wei: User,
) -> None:
    second = Booth.objects.create(edition=edition, organization=pepper_garden, slug="pepper")
    listed(edition, "Pepper", "en", state="claimed", booth=second)
    for organization, role in ((tea_house, "owner"), (tea_house, "editor"), (pepper_garden, "editor")):
        add_member(organization=organization, user_id=wei.pk, role=role)
    letter = write(edition, administrator)
    told = Notice.objects.filter(recipient=wei).order_by("values__name")
    assert [(one.values["name"], one.values["subject"]) for one in told] == [
        ("Pepper", DOORS["en"]),
        ("Tea", DOORS["zh-hans"]),
    ]
    one = told[0]
    assert notify(kind=one.kind, recipients=[wei], key=one.key, values=one.values) == 0
    assert letter.told == 2


def failed(**fields: Any) -> None:
    OutboxMail.objects.filter(**fields).update(state="failed", settled_at=timezone.now())


def test_failures_are_listed_with_their_own_letter(
    edition: Edition, claimed: Exhibitor, tea_house: Organization, administrator: User, wei: User
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    listed(edition, "Rice")
    listed(edition, "Bean")
    first = write(edition, administrator)
    second = write(edition, administrator, said={"en": "Safety"})
    failed(address__in=["rice@example.com", "bean@example.com"], values__letter=str(first.pk))
    failed(recipient=wei, notices__values__letter=str(second.pk))
    assert reads.undelivered([first, second]) == {
        first.pk: ["bean@example.com", "rice@example.com"],
        second.pk: ["wei@example.com"],
    }
    assert reads.undelivered([]) == {}


def test_ten_letters_are_read_as_often_as_one(
    edition: Edition, administrator: User, django_assert_num_queries: Any
) -> None:
    listed(edition, "Bean")
    for count in (1, 12):
        for number in range(count):
            write(edition, administrator, said={"en": f"Letter {count}.{number}"})
        failed(address="bean@example.com")
        with django_assert_num_queries(3):
            found = reads.letters(edition)
    assert len(found) == reads.LATEST
    assert found[0]["letter"].subject == {"en": "Letter 12.11"}
    assert {tuple(one["undelivered"]) for one in found} == {("bean@example.com",)}


def test_words_arrive_as_they_were_written_and_lines_stay(
    edition: Edition, administrator: User, mailoutbox: list[Any]
) -> None:
    listed(edition, "Bean", "my")
    said = {"my": "တံခါး <ဖွင့်> & ပိတ်\nဒုတိယစာကြောင်း"}
    write_to_exhibitors(
        edition=edition, subject={"my": "တံခါး <ဖွင့်>"}, text=said, choice="all", by=administrator
    )
    drain(MAIL_DRAIN)
    (mail,) = mailoutbox
    assert mail.to == ["bean@example.com"]
    assert "တံခါး <ဖွင့်>" in mail.subject
    assert said["my"] in mail.body


def form(**said: str) -> LetterForm:
    return LetterForm(
        {"choice": "all"} | {name.replace("zh_hans", "zh-hans"): text for name, text in said.items()}
    )


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ({"subject_en": "Doors"}, ["text_en"]),
        ({"text_zh_hans": "开门"}, ["subject_zh-hans"]),
        ({"subject_en": "a", "text_en": "b", "text_km": "ទ្វារ"}, ["subject_km"]),
        ({"subject_en": " ", "text_en": " "}, ["__all__"]),
        ({"subject_en": "x" * (LONGEST_SUBJECT + 1), "text_en": "b"}, ["subject_en"]),
        ({"subject_en": "a", "text_en": "x" * (LONGEST_TEXT + 1)}, ["text_en"]),
        ({"choice": "everybody", "subject_en": "a", "text_en": "b"}, ["choice"]),
    ],
)
def test_a_letter_with_a_gap_is_marked_where_it_is(said: dict[str, str], at: list[str]) -> None:
    sent = form(**said)
    assert not sent.is_valid()
    assert set(at) <= set(sent.errors)


def test_a_whole_letter_is_taken_without_its_empty_languages() -> None:
    sent = form(subject_th=" ประตู ", text_th="เก้าโมง", subject_en="x" * LONGEST_SUBJECT, text_en="b")
    assert sent.is_valid(), sent.errors
    assert sent.texts("subject") == {"en": "x" * LONGEST_SUBJECT, "th": "ประตู"}
    assert sent.texts("text") == {"en": "b", "th": "เก้าโมง"}
