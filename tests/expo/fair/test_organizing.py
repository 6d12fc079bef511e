"""The organizer's desk: how far exhibitors are, letters in the language of each, and who comes in."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import Notice, OutboxMail
from catalog.notices.services import MAIL_DRAIN
from catalog.products.models import Product
from expo.fair.models import Booth, Edition, Exhibit, Exhibitor, OrganizerLetter
from expo.fair.refusals import Refused
from expo.fair.selectors import exhibitors as reads
from expo.fair.services.letters import language_for, write_to_exhibitors
from portal.accounts.models import User
from tests.expo.fair.conftest import listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(edition: Edition, booth: Booth) -> Exhibitor:
    """Wei's tea house, which has claimed its booth and done nothing there."""
    return listed(edition, "Tea", "zh-hans", state="claimed", booth=booth)


def names(edition: Edition, choice: str) -> list[str]:
    return [one.row.name for one in reads.chosen(reads.expected(edition), choice)]


def test_each_choice_means_who_is_that_far(edition: Edition, claimed: Exhibitor) -> None:
    listed(edition, "Bean")
    listed(edition, "Rice", state="invited")
    assert names(edition, "all") == ["Bean", "Rice", "Tea"]
    assert names(edition, "listed") == ["Bean"]
    assert names(edition, "waiting") == ["Rice"]
    for lacking in ("empty", "unpublished", "languages", "staff"):
        assert names(edition, lacking) == ["Tea"], lacking
    assert names(edition, "no such choice") == ["Bean", "Rice", "Tea"]


def test_a_booth_leaves_the_choices_it_no_longer_belongs_to(
    edition: Edition, claimed: Exhibitor, booth: Booth, liubao: Product
) -> None:
    Exhibit.objects.create(booth=booth, product=liubao, document={}, version=1, shown_at=timezone.now())
    Booth.objects.filter(pk=booth.pk).update(status="published", headline_zh_hans="茶", headline_th="ชา")
    assert names(edition, "empty") == []
    assert names(edition, "unpublished") == []
    assert names(edition, "languages") == []
    (tea,) = reads.expected(edition)
    assert (tea.exhibits, tea.languages, tea.published) == (1, 2, True)


def test_counts_say_how_many_each_choice_means(edition: Edition, claimed: Exhibitor) -> None:
    listed(edition, "Bean")
    assert {name: count for name, _label, count in reads.counted(reads.expected(edition))} == {
        "all": 2,
        "listed": 1,
        "waiting": 0,
        "empty": 1,
        "unpublished": 1,
        "languages": 1,
        "staff": 1,
    }


@pytest.mark.parametrize("count", [1, 24, 200])
def test_the_list_takes_the_same_queries_however_long(
    edition: Edition, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        listed(edition, f"Firm{number}")
    with django_assert_num_queries(2):
        assert len(reads.expected(edition)) == count


@pytest.mark.parametrize(
    ("language", "written", "wanted"),
    [
        ("th", {"th": "ก", "en": "a"}, "th"),
        ("th", {"zh-hans": "字", "en": "a"}, "en"),
        ("th", {"zh-hans": "字", "vi": "a"}, "zh-hans"),
        ("th", {"vi": "a"}, "vi"),
    ],
)
def test_a_letter_goes_in_the_readers_language_or_the_nearest(
    language: str, written: dict[str, str], wanted: str
) -> None:
    assert language_for(language, written) == wanted


def write(edition: Edition, by: User, choice: str = "all", **subject: str) -> OrganizerLetter:
    said = {code.replace("_", "-"): text for code, text in (subject or {"en": "Doors", "th": "ประตู"}).items()}
    return write_to_exhibitors(edition=edition, subject=said, text=said, choice=choice, by=by)


def test_each_exhibitor_is_written_to_in_its_language(edition: Edition, organizer: User) -> None:
    listed(edition, "Bean", "th")
    listed(edition, "Rice", "vi")
    letter = write(edition, organizer)
    assert letter.told == 2
    mails = OutboxMail.objects.filter(kind=reads.LETTER).order_by("address")
    assert [(mail.address, mail.values["subject"]) for mail in mails] == [
        ("bean@example.com", "ประตู"),
        ("rice@example.com", "Doors"),
    ]


def test_who_writes_for_a_claimed_booth_is_told_on_the_site_too(
    edition: Edition, claimed: Exhibitor, organizer: User, tea_house: Organization, wei: User, nok: User
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    add_member(organization=tea_house, user_id=nok.pk, role="finance")
    write(edition, organizer)
    assert [notice.recipient for notice in Notice.objects.filter(kind=reads.LETTER)] == [wei]
    assert not OutboxMail.objects.filter(address="tea@example.com").exists()


def test_only_those_a_choice_means_are_written_to(
    edition: Edition, claimed: Exhibitor, organizer: User
) -> None:
    listed(edition, "Bean")
    write(edition, organizer, choice="listed")
    assert [mail.address for mail in OutboxMail.objects.all()] == ["bean@example.com"]


def test_a_letter_to_nobody_or_without_words_is_refused(edition: Edition, organizer: User) -> None:
    with pytest.raises(Refused):
        write(edition, organizer)
    listed(edition, "Bean")
    with pytest.raises(Refused):
        write_to_exhibitors(
            edition=edition, subject={"en": "Doors"}, text={"th": "ประตู"}, choice="all", by=organizer
        )
    assert not OrganizerLetter.objects.exists()


def test_addresses_that_could_not_be_reached_are_listed(
    edition: Edition, desk: Client, organizer: User
) -> None:
    listed(edition, "Bean")
    listed(edition, "Rice")
    letter = write(edition, organizer)
    assert reads.undelivered([letter]) == {letter.pk: []}
    OutboxMail.objects.filter(address="rice@example.com").update(state="failed", settled_at=timezone.now())
    assert reads.undelivered([letter]) == {letter.pk: ["rice@example.com"]}
    page = desk.get(reverse("fair_exhibitors", args=[edition.slug]))
    assert page.text.count("rice@example.com") == 2
    assert page.text.count("bean@example.com") == 1


def test_a_letter_arrives_as_it_was_written(edition: Edition, organizer: User, mailoutbox: list[Any]) -> None:
    listed(edition, "Bean", "th")
    write(edition, organizer, th="ประตูเปิด & ปิด")
    drain(MAIL_DRAIN)
    (mail,) = mailoutbox
    assert mail.subject.startswith("ประตูเปิด & ปิด")
    assert "ประตูเปิด & ปิด" in mail.body


def test_those_ticked_are_invited(edition: Edition, desk: Client) -> None:
    bean, _rice = listed(edition, "Bean"), listed(edition, "Rice")
    address = reverse("fair_exhibitors", args=[edition.slug])
    desk.post(address, {"exhibitor": [str(bean.pk), "not a key"]})
    assert [mail.address for mail in OutboxMail.objects.all()] == ["bean@example.com"]
    assert "have not claimed their booth" in desk.post(address, follow=True).text


def test_striking_off_asks_first(edition: Edition, desk: Client) -> None:
    bean = listed(edition, "Bean")
    address = reverse("fair_exhibitors_strike_off", args=[edition.slug, bean.pk])
    assert "Bean" in desk.get(address).text
    assert Exhibitor.objects.exists()
    desk.post(address)
    assert not Exhibitor.objects.exists()


def test_a_letter_is_seen_before_it_is_sent(edition: Edition, desk: Client) -> None:
    listed(edition, "Bean", "th")
    address = reverse("fair_exhibitors_letter", args=[edition.slug])
    said = {"choice": "all", "subject_en": "Doors", "text_en": "They open at nine."}
    preview = desk.post(address, said)
    assert "They open at nine." in preview.text
    assert not OrganizerLetter.objects.exists()
    desk.post(address, said | {"send": "1"})
    assert OrganizerLetter.objects.get().told == 1


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"subject_en": "Doors"},
        {"text_en": "They open."},
        {"subject_en": "Doors", "text_th": "ประตู"},
        {"subject_en": "x" * 151, "text_en": "They open."},
    ],
)
def test_a_letter_with_gaps_is_given_back_as_typed(
    edition: Edition, desk: Client, said: dict[str, str]
) -> None:
    listed(edition, "Bean")
    address = reverse("fair_exhibitors_letter", args=[edition.slug])
    answer = desk.post(address, {"choice": "all", "send": "1"} | said)
    assert answer.status_code == 422
    assert all(text in answer.text for text in said.values())
    assert not OrganizerLetter.objects.exists()
