"""Anybody reports what they see: with and without an account, once while it waits, never as a program."""

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.moderation import limits, services
from catalog.moderation.kinds import Thing
from catalog.moderation.models import Report
from catalog.products.models import Product
from catalog.products.services import move_product
from catalog.seams.person_check import Outcome
from portal.accounts.models import User
from tests.catalog.moderation.conftest import Check, tell
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
SAID = {"reason": "false-claim", "text": "  It is not from Wuzhou\r\n"}


def at(product: Product) -> str:
    return f"/en/report/product/{product.slug}/"


@pytest.mark.usefixtures("check")
def test_a_stranger_reports_a_listing_and_learns_what_happens_next(client: Client, liubao: Product) -> None:
    answer = client.post(at(liubao), SAID, headers={"Accept-Language": "th"})
    assert answer.status_code == 302
    page = page_of(client.get(answer["Location"]))
    assert words(the(page, "h1")) == "Thank you for your report"
    assert "taken off the site at once" in words(the(page, "[role=status]"))
    assert the(page, f'main a[href="/en/product/{liubao.slug}/"]')
    kept = Report.objects.get()
    assert (kept.kind, kept.key, kept.reason) == ("product", str(liubao.pk), "false-claim")
    assert (kept.text, kept.language, kept.reporter) == ("It is not from Wuzhou", "en", None)
    assert kept.title == "Liubao dark tea, 2019, basket"
    assert kept.organization_id == liubao.organization_id
    assert "127.0.0.1" not in kept.voice


def test_a_person_with_an_account_is_known(client: Client, liubao: Product, nok: User) -> None:
    client.force_login(nok)
    assert "name=check" not in client.get(at(liubao)).content.decode()
    assert client.post(at(liubao), SAID).status_code == 302
    assert Report.objects.get().reporter == nok


def test_a_storefront_is_reported_from_its_page(
    client: Client, tea_house: Organization, nok: User, pepper_garden: Organization
) -> None:
    client.force_login(nok)
    page = page_of(client.get(f"/en/storefront/{tea_house.slug}/"))
    way = str(the(page, f'a[href="/en/report/storefront/{tea_house.slug}/"]')["href"])
    assert client.post(way, {"reason": "forbidden", "text": ""}).status_code == 302
    kept = Report.objects.get()
    assert (kept.kind, kept.title) == ("storefront", "Green Banyan Tea House")


def test_a_listing_has_the_way_to_its_report(client: Client, liubao: Product) -> None:
    page = page_of(client.get(f"/en/product/{liubao.slug}/"))
    assert the(page, f'main a[href="{at(liubao)}"][rel=nofollow]')


def test_the_form_names_what_it_is_about_and_leads_back(client: Client, liubao: Product) -> None:
    response = client.get(at(liubao))
    page = page_of(response)
    assert len(page.select("input[name=reason]")) == 4
    assert len(page.select(f'main a[href="/en/product/{liubao.slug}/"]')) == 2
    assert the(page, "meta[name=robots]")["content"] == "noindex"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("check")
@pytest.mark.parametrize("sent", [{}, {"reason": "ugly"}, {"reason": "other", "text": "x" * 2001}])
def test_what_was_typed_comes_back(client: Client, liubao: Product, sent: dict[str, str]) -> None:
    response = client.post(at(liubao), sent)
    assert response.status_code == 422
    assert the(page_of(response), ".error-summary, [role=alert]")
    assert sent.get("text", "") in response.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("outcome", [Outcome.STALE, Outcome.DOUBTED])
@pytest.mark.usefixtures("check")
def test_a_program_is_turned_away(
    client: Client, liubao: Product, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Check, "outcome", outcome)
    response = client.post(at(liubao), SAID)
    assert response.status_code == 422
    assert the(page_of(response), "input[name=check]")["value"] == "fresh"
    assert not Report.objects.exists()


@pytest.mark.usefixtures("check")
def test_one_network_may_not_report_without_end(
    client: Client, more_products: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    codes = [client.post(at(one), SAID).status_code for one in more_products]
    assert codes == [302, 302, 429]
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_another_site_reports_for_nobody(
    client: Client, liubao: Product, nok: User, headers: dict[str, str]
) -> None:
    client.force_login(nok)
    assert client.post(at(liubao), SAID, headers=headers).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize("address", ["organization/{house}", "unknown/{tea}", "storefront/{tea}", "brand/x"])
def test_only_what_visitors_see_is_reported(
    client: Client, liubao: Product, tea_house: Organization, address: str
) -> None:
    where = address.format(house=tea_house.slug, tea=liubao.slug)
    assert client.get(f"/en/report/{where}/").status_code == 404


def test_what_is_paused_is_not_reported(client: Client, liubao: Product) -> None:
    move_product(product=liubao, to="paused")
    assert client.get(at(liubao)).status_code == 404
    thanks = client.get(f"{at(liubao)}thanks/")
    assert thanks.status_code == 200, "it may be gone by the time the report is thanked for"
    assert the(page_of(thanks), 'main a[href="/en/goods/"]')


def test_a_voice_is_heard_once_while_its_report_waits(tea_offer: Thing, nok: User, lan: User) -> None:
    first = tell(tea_offer, nok)
    assert tell(tea_offer, nok, reason="other") == first
    assert tell(tea_offer, lan) != first
    services.close(kind="product", thing=tea_offer, seen=[first.pk], note="", by=lan)
    assert tell(tea_offer, nok) != first
    assert Report.objects.count() == 3


def test_a_reason_must_be_one_of_its_kind(tea_offer: Thing, nok: User) -> None:
    with pytest.raises(ValueError, match="spam"):
        tell(tea_offer, nok, reason="spam")


@pytest.fixture
def more_products(more_tea: object) -> list[Product]:
    assert callable(more_tea)
    return [more_tea(number) for number in range(3)]
