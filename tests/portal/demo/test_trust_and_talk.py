"""The sellers of the demonstration are checked, written to, and answer, as a visitor may see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from catalog.conversations import selectors
from catalog.conversations.models import Conversation, Message
from catalog.files.sniffing import content_type
from catalog.merchants.evidence import checked_number
from catalog.merchants.models import Evidence, Organization
from catalog.notices.models import MailChoice, Notice, OutboxMail
from portal.accounts.models import User
from portal.demo.loading import load_demonstration
from portal.demo.reading import Content, content
from portal.demo.specimen import specimen
from tests.kept import Larder
from tests.portal.demo.conftest import Tell, conversations_of
from tests.reading import page_of

LANGUAGES = {code for code, _name in settings.LANGUAGES}


def load() -> None:
    load_demonstration(lambda line: None)


@pytest.fixture
def piece(piece: Content, tell: Tell) -> Content:
    """With all that its sellers were asked."""
    asked = replace(piece, conversations=conversations_of(piece))
    tell(asked)
    return asked


@pytest.fixture
def house(larder: Larder, piece: Content) -> Organization:
    """The tea house of the demonstration, loaded: once for all tests that want it."""
    return larder.take("demonstration's tea house", loaded)


def loaded() -> Organization:
    load()
    return Organization.objects.get(slug="demo-green-banyan-tea-house")


def test_what_was_checked_stands_on_the_storefront_and_the_rest_waits_or_was_refused(
    client: Client, house: Organization
) -> None:
    page = client.get(f"/en/storefront/{house.storefront.slug}/").content.decode()
    assert 'aria-labelledby="trust"' in page
    states = {row.kind: row.state for row in Evidence.objects.filter(organization=house)}
    assert states == {"registration": "accepted", "licence": "accepted", "trade-mark": "submitted"}
    refused = Evidence.objects.get(state="refused")
    assert refused.reason is not None
    assert refused.reason.key == "not-readable"
    assert Evidence.objects.get(organization=house, kind="registration").number_checked


def test_conversations_wait_and_were_answered_and_the_time_is_measured(
    client: Client, house: Organization
) -> None:
    assert selectors.waiting_count(house.pk) == 3
    summary = selectors.answer_summaries([house.pk])[house.pk]
    assert summary.count == 4
    assert timedelta(hours=6) < timedelta(seconds=summary.median_seconds) < timedelta(hours=8)
    page = page_of(client.get(f"/en/storefront/{house.storefront.slug}/")).get_text()
    assert "Usually answers within 7 hours (4 answers in 90 days)" in page
    oldest = Message.objects.earliest("created_at")
    assert timezone.now() - oldest.created_at > timedelta(days=17)


def test_the_inbox_of_the_demonstration_is_lived_in(client: Client, house: Organization) -> None:
    client.force_login(User.objects.get(email="sales@demo.example"))
    page = page_of(client.get(f"/en/desk/{house.slug}/inbox/"))
    assert len(page.select("main ol > li")) == 5
    assert page.select_one('.preview[lang="th"]')
    assert Notice.objects.filter(recipient__email="sales@demo.example").count() >= 5


def test_no_mail_leaves_for_addresses_that_are_nobodys(house: Organization) -> None:
    assert not OutboxMail.objects.exists()
    assert Conversation.objects.filter(visitor__isnull=True).count() == 8
    for choice in ("conversations.to_seller", "conversations.to_visitor", "merchants.evidence-decided"):
        modes = MailChoice.objects.filter(kind=choice).values_list("mode", flat=True)
        assert set(modes) == {"never"}, choice
        assert len(modes) == User.objects.filter(email__endswith="@demo.example").count()


def test_an_entry_that_says_something_else_takes_the_place_of_the_old_one(
    house: Organization, piece: Content, tell: Tell
) -> None:
    first, *others = piece.conversations
    before = Conversation.objects.count()
    said = (replace(first.said[0], text="Selamat petang"), *first.said[1:])
    tell(replace(piece, conversations=(replace(first, said=said), *others)))
    load()
    assert Conversation.objects.count() == before
    assert Message.objects.filter(text="Selamat petang").count() == 1
    assert not Message.objects.filter(text=first.said[0].text).exists()
    assert selectors.answer_summaries([house.pk])[house.pk].count == 4


def test_the_files_tell_of_known_sellers_in_many_languages() -> None:
    told = content()
    houses = {entry.slug: entry for entry in told.organizations}
    roles = {person.email: (person.organization, person.does) for person in told.people}
    spoken = set()
    for entry in told.conversations:
        assert entry.organization in houses
        assert (entry.visitor in roles) != bool(entry.name), entry.key
        assert entry.visitor.endswith(".example")
        hours = [said.hours_ago for said in entry.said]
        assert hours == sorted(hours, reverse=True), entry.key
        assert entry.said[0].by == "visitor"
        if any(said.by == "seller" for said in entry.said):
            assert roles[entry.seller][0] == entry.organization
            assert roles[entry.seller][1] in {"owner", "sales"}
        spoken |= {said.language for said in entry.said}
    assert spoken == LANGUAGES - {"fil"}


def test_the_evidence_is_fictional_and_fits_its_country() -> None:
    told = content()
    countries = {entry.slug: entry.country for entry in told.organizations}
    for entry in told.evidence:
        country = countries[entry.organization]
        assert checked_number(kind=entry.kind, country=country, text=entry.number)[0]
        assert "DEMO" in entry.number or "MADEM" in entry.number or "999999" in entry.number
    assert {entry.decision for entry in told.evidence} == {"accepted", "refused", "waiting"}
    assert len({(entry.organization, entry.kind) for entry in told.evidence}) == len(told.evidence)


def test_the_specimen_is_a_document_that_says_what_it_is() -> None:
    data = specimen("registration, tea-house")
    assert content_type(data, "x.pdf") == "application/pdf"
    assert b"SPECIMEN" in data
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert data[start : start + 4] == b"xref"
    for number, line in enumerate(data[start:].split(b"\n")[3:8], start=1):
        assert data[int(line[:10]) :].startswith(f"{number} 0 obj".encode())
