"""What is kept of a report and of who sent it, how often one is heard, what the queue makes of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from catalog.merchants.models import Organization
from catalog.moderation import limits, selectors, services
from catalog.moderation.kinds import OF_OFFERS, Thing, shown_at
from catalog.moderation.limits import voice_of
from catalog.moderation.models import Report
from catalog.moderation.reviewing import longest_reported
from catalog.products.models import Product
from catalog.reference.languages import codes
from catalog.translation.texts import LocalText
from portal.accounts.models import User
from tests.catalog.moderation.conftest import tell, thing
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
REASONS = [reason for reason, _ in OF_OFFERS]


def at(product: Product, language: str = "en") -> str:
    return f"/{language}/report/product/{product.slug}/"


@pytest.fixture
def signed_in(client: Client, nok: User) -> Client:
    """Nok's browser."""
    client.force_login(nok)
    return client


def asked_by(person: Any, address: str = "203.0.113.7") -> Any:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.user = person
    return request


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("kind", ["product", "storefront"])
def test_each_reason_is_taken_with_and_without_words(
    signed_in: Client, liubao: Product, tea_house: Organization, kind: str, reason: str
) -> None:
    slug = {"product": liubao.slug, "storefront": tea_house.slug}[kind]
    assert signed_in.post(f"/en/report/{kind}/{slug}/", {"reason": reason, "text": ""}).status_code == 302
    kept = Report.objects.get()
    assert (kept.kind, kept.reason, kept.text, kept.organization_id) == (kind, reason, "", tea_house.pk)
    assert str(kept) == f"{kind}:{kept.key} {reason}"


@pytest.mark.parametrize("language", codes())
def test_the_language_of_the_page_it_was_written_on_is_kept(
    signed_in: Client, liubao: Product, language: str
) -> None:
    sent = {"reason": "other", "text": "?"}
    assert signed_in.post(at(liubao, language), sent)["Location"] == f"{at(liubao, language)}thanks/"
    assert Report.objects.get().language == language


@pytest.mark.parametrize(
    ("sent", "field", "complaint"),
    [
        ({}, "reason", "required"),
        ({"reason": "ugly"}, "reason", "Select a valid choice"),
        ({"reason": "other", "text": "x" * 2001}, "text", "at most 2000"),
        ({"reason": "other", "text": "a\x00"}, "text", "Null characters"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    signed_in: Client, liubao: Product, sent: dict[str, str], field: str, complaint: str
) -> None:
    response = signed_in.post(at(liubao), sent)
    assert response.status_code == 422
    assert complaint in words(the(page_of(response), f"#id_{field}_error"))
    assert not Report.objects.exists()


@pytest.mark.parametrize("text", ["x" * 2000, "ម" * 2000])
def test_there_is_room_to_say_what_happened(signed_in: Client, liubao: Product, text: str) -> None:
    assert signed_in.post(at(liubao), {"reason": "other", "text": text}).status_code == 302
    assert Report.objects.get().text == text


def test_markup_in_a_report_is_shown_as_it_was_written(
    client: Client, moderator: User, tea_offer: Thing, nok: User
) -> None:
    services.report(
        kind="product",
        thing=tea_offer,
        reason="other",
        text="<img src=x onerror=alert(1)>",
        language="th",
        voice="user:1",
        by=nok,
    )
    client.force_login(moderator)
    page = page_of(client.get(f"/editors/review/thing/product/{tea_offer.key}/"))
    said = the(page, "div[lang=th]")
    assert words(said) == "<img src=x onerror=alert(1)>"
    assert not said.select("img")


def test_the_same_person_is_the_same_voice_from_anywhere(nok: User, lan: User) -> None:
    assert voice_of(asked_by(nok)) == voice_of(asked_by(nok, "198.51.100.1")) == f"user:{nok.pk}"
    assert voice_of(asked_by(nok)) != voice_of(asked_by(lan))


def test_strangers_are_told_apart_by_what_cannot_be_read_back(
    settings: Any,
) -> None:
    stranger = AnonymousUser()
    one, other = (voice_of(asked_by(stranger, address)) for address in ("203.0.113.7", "198.51.100.1"))
    assert one == voice_of(asked_by(stranger, "203.0.113.7")) != other
    assert one.startswith(limits.STRANGER)
    assert "203.0.113" not in one
    assert len(one) <= 64
    settings.SECRET_KEY = "another key than this site's"
    assert voice_of(asked_by(stranger, "203.0.113.7")) != one


def test_the_database_hears_a_voice_once(tea_offer: Thing, report: Report) -> None:
    again = {
        "kind": report.kind,
        "key": report.key,
        "voice": report.voice,
        "organization": report.organization,
        "reason": "other",
        "language": "en",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(**again)
    Report.objects.update(decided_at=timezone.now())
    Report.objects.create(**again)
    assert Report.objects.count() == 2


def test_heard_twice_the_first_words_stand_and_both_are_thanked(signed_in: Client, liubao: Product) -> None:
    for text in ("First", "Second"):
        assert signed_in.post(at(liubao), {"reason": "other", "text": text}).status_code == 302
    assert [one.text for one in Report.objects.all()] == ["First"]


def test_one_voice_is_heard_about_each_thing(liubao: Product, kampot: Product, nok: User) -> None:
    first, second = (tell(thing("product", one.pk), nok) for one in (liubao, kampot))
    assert first.organization_id != second.organization_id
    assert selectors.count_reported() == 2


@pytest.mark.parametrize(("before", "taken"), [(0, True), (1, True), (2, False)])
def test_within_the_hour_a_network_is_heard_so_often_and_then_asked_to_wait(
    signed_in: Client, liubao: Product, monkeypatch: pytest.MonkeyPatch, before: int, taken: bool
) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    for _ in range(before):
        signed_in.post(at(liubao), {"reason": "other", "text": ""})
    Report.objects.all().delete()
    response = signed_in.post(at(liubao), {"reason": "other", "text": "Kept words"})
    assert response.status_code == (302 if taken else 429)
    assert Report.objects.exists() is taken
    if not taken:
        assert "Please wait an hour." in response.content.decode()
        assert "Kept words" in the(page_of(response), "textarea").get_text()


def test_what_is_refused_for_its_words_does_not_count(
    signed_in: Client, liubao: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST", 1)
    for _ in range(3):
        assert signed_in.post(at(liubao), {"reason": "ugly"}).status_code == 422
    assert signed_in.post(at(liubao), {"reason": "other"}).status_code == 302


def test_a_report_outlives_the_account_of_who_sent_it(report: Report, nok: User) -> None:
    nok.delete()
    report.refresh_from_db()
    assert report.reporter is None
    assert selectors.count_reported() == 1


def test_a_long_title_is_kept_as_far_as_there_is_room(tea_offer: Thing, nok: User) -> None:
    long = replace(tea_offer, title=LocalText("ម" * 400, "km"))
    kept = tell(long, nok)
    kept.refresh_from_db()
    assert (kept.title, kept.title_language) == ("ម" * 300, "km")


def test_the_queue_waits_since_the_oldest_and_shows_the_newest(
    tea_offer: Thing, kampot: Product, nok: User, lan: User, wei: User
) -> None:
    old = tell(tea_offer, nok)
    pepper = tell(thing("product", kampot.pk), nok)
    tell(tea_offer, lan, reason="forbidden")
    now = timezone.now()
    for one, days in ((old, 5), (pepper, 3)):
        Report.objects.filter(pk=one.pk).update(created_at=now - timedelta(days=days))
    first, second = longest_reported(9)
    assert first.title == "Goods that may not be sold · product · Liubao dark tea, 2019, basket (+1)"
    assert first.since == now - timedelta(days=5)
    assert (first.owner, second.owner) == ("青榕树茶坊", "សួនម្រេចមេគង្គ")
    assert "(+" not in second.title
    assert [one.title for one in longest_reported(1)] == [first.title]
    assert longest_reported(0) == []


def test_what_was_decided_about_no_longer_waits_and_is_still_read(
    tea_offer: Thing, report: Report, lan: User, moderator: User
) -> None:
    services.close(kind="product", thing=tea_offer, seen=[report.pk], note="Fine", by=moderator)
    assert longest_reported(9) == []
    later = tell(tea_offer, lan)
    assert selectors.reports_about("product", tea_offer.key) == [later, report]
    assert "(+" not in longest_reported(9)[0].title


@pytest.mark.parametrize("kind", ["product", "storefront"])
def test_only_what_visitors_see_has_an_address_to_report(
    liubao: Product, tea_house: Organization, kind: str
) -> None:
    slug = {"product": liubao.slug, "storefront": tea_house.slug}[kind]
    found = shown_at(kind, slug, "th")
    assert found is not None
    assert found.organization_id == tea_house.pk
    Organization.objects.filter(pk=tea_house.pk).update(status="suspended")
    assert shown_at(kind, slug, "th") is None


def test_a_suspended_page_takes_no_report(
    signed_in: Client, liubao: Product, tea_house: Organization
) -> None:
    Organization.objects.filter(pk=tea_house.pk).update(status="suspended")
    for address in (at(liubao), f"/en/report/storefront/{tea_house.slug}/"):
        assert signed_in.get(address).status_code == 404
        assert signed_in.post(address, {"reason": "other"}).status_code == 404
    assert not Report.objects.exists()
