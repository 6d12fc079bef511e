"""Leads are for who sells for the exhibitor, the whole fair's figures for its organizer, for nobody else."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.numbers.models import Counted, DayOf
from expo.fair.models import Booth, CardExchange, Edition, Stand
from expo.fair.selectors.funnel import funnel, totals
from expo.fair.services.placing import open_booth
from expo.meetings.models import Appointment
from portal.accounts.models import User
from tests.expo.fair.conftest import plan_edition
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 18, 3, 0, tzinfo=UTC)


@pytest.fixture
def shown(booth: Booth) -> Booth:
    Booth.objects.filter(pk=booth.pk).update(status="published", published_at=AT)
    booth.refresh_from_db()
    return booth


def views(booth: Booth, number: int) -> None:
    counted = Counted.objects.create(
        kind="booth", subject_id=booth.pk, organization=booth.organization, title="T", title_language="en"
    )
    DayOf.objects.create(counted=counted, day=AT.date(), views=number)


def card(booth: Booth, visitor: User, name: str, language: str, at: datetime = AT) -> CardExchange:
    return CardExchange.objects.create(
        booth=booth,
        visitor=visitor,
        state="exchanged",
        offered={"name": name},
        language=language,
        offered_at=at,
    )


def rows_of(answer: object) -> list[list[str]]:
    return list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))  # type: ignore[attr-defined]


def test_who_may_read_leads(shown: Booth, tea_house: Organization, nok: User, wei: User) -> None:
    card(shown, nok, "Nok", "th")
    addresses = [
        reverse("desk-leads", args=[tea_house.slug]),
        reverse("desk-leads-file", args=[tea_house.slug]),
    ]
    browser = Client()
    for address in addresses:
        assert browser.get(address).status_code == 302
    browser.force_login(wei)
    assert [browser.get(address).status_code for address in addresses] == [404, 404]
    for role, status in (("finance", 403), ("editor", 200), ("sales", 200), ("owner", 200)):
        tea_house.memberships.all().delete()
        add_member(organization=tea_house, user_id=wei.pk, role=role)
        answers = [browser.get(address) for address in addresses]
        assert [one.status_code for one in answers] == [status, status], role
        assert all(("Nok" in one.content.decode()) == (status == 200) for one in answers)


def test_who_may_read_the_whole_fairs_figures(
    client: Client, shown: Booth, edition: Edition, wei: User, tea_house: Organization, organizer: User
) -> None:
    views(shown, 7)
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    for name in ("fair_funnel", "fair_funnel_file"):
        address = reverse(name, args=[edition.slug])
        assert client.get(address).status_code == 302
        client.force_login(wei)
        assert client.get(address).status_code == 302
        client.force_login(organizer)
        assert client.get(address).status_code == 200
        assert client.get(reverse(name, args=["1999"])).status_code == 404
        client.logout()


def test_a_booth_reads_its_own_leads_only(
    client: Client, shown: Booth, pepper_garden: Organization, sophea: User, nok: User, lan: User
) -> None:
    theirs = open_booth(edition=shown.edition, organization=pepper_garden)
    card(shown, nok, "Nok", "th")
    card(theirs, lan, "Lan", "vi")
    views(shown, 41)
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    client.force_login(sophea)
    page = client.get(reverse("desk-leads", args=[pepper_garden.slug])).content.decode()
    assert "Lan" in page
    assert "Nok" not in page
    assert "41" not in page
    assert rows_of(client.get(reverse("desk-leads-file", args=[pepper_garden.slug])))[1:] == [
        ["2026-09-18T03:00:00+00:00", "cards", "vi", "Lan"]
    ]


def test_each_edition_has_its_own_leads(
    client: Client, shown: Booth, tea_house: Organization, wei: User, nok: User
) -> None:
    before = open_booth(edition=plan_edition("2025", 22, 2025), organization=tea_house)
    card(before, nok, "Long ago", "th", AT - timedelta(days=365))
    card(shown, nok, "This year", "th")
    add_member(organization=tea_house, user_id=wei.pk, role="sales")
    client.force_login(wei)
    address = reverse("desk-leads", args=[tea_house.slug])
    latest, past = page_of(client.get(address)), page_of(client.get(f"{address}?edition=2025"))
    assert "This year" in words(the(latest, "main"))
    assert "Long ago" not in words(the(latest, "main"))
    assert "Long ago" in words(the(past, "main"))
    assert "This year" not in words(the(past, "main"))
    assert "leads/file/?edition=2025" in str(the(past, "main a.button.quiet")["href"])


def test_the_file_has_the_latest_first_with_step_language_and_name(
    client: Client, shown: Booth, tea_house: Organization, pepper_garden: Organization, wei: User, nok: User
) -> None:
    card(shown, nok, 'ร้าน, "นก"', "th")
    Appointment.objects.create(
        exhibitor=tea_house,
        buyer=pepper_garden,
        purpose="Tea",
        language="km",
        begins_at=AT + timedelta(days=1),
        minutes=30,
        buyer_zone="Asia/Phnom_Penh",
        exhibitor_zone="Asia/Shanghai",
        state="accepted",
    )
    add_member(organization=tea_house, user_id=wei.pk, role="sales")
    client.force_login(wei)
    answer = client.get(reverse("desk-leads-file", args=[tea_house.slug]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="leads-{tea_house.slug}-2026.csv"'
    assert rows_of(answer) == [
        ["at_utc", "step", "language", "name"],
        ["2026-09-19T03:00:00+00:00", "meetings", "km", "Mekong Pepper Garden"],
        ["2026-09-18T03:00:00+00:00", "cards", "th", 'ร้าน, "นก"'],
    ]


@pytest.mark.parametrize("name", ["=1+1", "+SUM(A1)", "-2", "@cmd", "\t=1", "\r=1"])
def test_no_name_in_a_file_becomes_a_formula(
    client: Client, shown: Booth, tea_house: Organization, wei: User, nok: User, name: str
) -> None:
    card(shown, nok, name, "th")
    add_member(organization=tea_house, user_id=wei.pk, role="sales")
    client.force_login(wei)
    answer = client.get(reverse("desk-leads-file", args=[tea_house.slug]))
    body = answer.content.decode("utf-8-sig")
    (_head, row) = list(csv.reader(body.splitlines(keepends=True)))[:2]
    assert row[3][:1] not in {"=", "+", "-", "@", "\t", "\r"}


def test_the_organizers_sums_are_over_halls_and_booths_without_a_stand(
    edition: Edition, shown: Booth, stands: list[Stand], pepper_garden: Organization, nok: User, lan: User
) -> None:
    waiting = open_booth(edition=edition, organization=pepper_garden)
    Booth.objects.filter(pk=waiting.pk).update(status="published")
    views(shown, 5)
    views(waiting, 8)
    card(shown, nok, "Nok", "th")
    card(waiting, lan, "Lan", "vi")
    card(waiting, nok, "Nok", "th")
    found = {one.booth: one for one in funnel(edition=edition, language="km")}
    assert (found[shown.pk].hall, found[shown.pk].stand) == ("tea", "T01")
    assert (found[waiting.pk].hall, found[waiting.pk].stand) == ("", "")
    assert found[waiting.pk].name.value == "សួនម្រេចមេគង្គ"
    sums = totals(list(found.values()))
    assert (sums["views"], sums["cards"]) == (13, 3)


def test_the_page_says_languages_in_words(
    client: Client, shown: Booth, tea_house: Organization, wei: User, nok: User
) -> None:
    card(shown, nok, "Nok", "th")
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    client.force_login(wei)
    page = page_of(client.get(reverse("desk-leads", args=[tea_house.slug])))
    cells = [words(cell) for cell in page.select("main tbody td, main tbody th")]
    assert cells == ["Sep 18, 2026", "Cards", "ไทย", "Nok"]


def test_editions_are_chosen_by_their_names_in_the_readers_language(
    client: Client, edition: Edition, shown: Booth, tea_house: Organization, wei: User
) -> None:
    open_booth(edition=plan_edition("earlier", 22, 2025), organization=tea_house)
    plan_edition("without-us", 21, 2024)
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    client.force_login(wei)
    address = reverse("desk-leads", args=[tea_house.slug]).replace("/en/", "/zh-hans/")
    tabs = page_of(client.get(f"{address}?edition=earlier")).select("main nav.tabs a")
    assert [tab["href"] for tab in tabs] == ["?edition=2026", "?edition=earlier"]
    assert [words(tab) for tab in tabs] == ["第23届东博会", "第22届东博会"]
    assert [tab.get("aria-current") for tab in tabs] == [None, "page"]
