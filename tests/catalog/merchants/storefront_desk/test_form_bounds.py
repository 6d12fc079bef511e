"""What a storefront may say: where each field ends, and that a refusal saves nothing."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.merchants.business_card import vcard
from catalog.merchants.document import CONTACTS, SECTIONS, StorefrontDocument, from_json, to_json
from catalog.merchants.models import FormerAddress, Organization, Storefront, StorefrontDraft
from catalog.merchants.selectors.drafts import address_taken, draft_of, former_address
from catalog.merchants.services import add_member
from catalog.merchants.services.drafting import change_address, save_draft
from catalog.merchants.storefront_forms import MOST_IN_GALLERY, StorefrontForm
from catalog.reference.cldr import country_name
from catalog.reference.languages import codes
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.merchants.sellers import store as card
from tests.catalog.merchants.sellers import store_page
from tests.catalog.merchants.storefront_desk.conftest import read, sent
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
EMPTY = StorefrontDocument(source_language="en", tagline={}, about={})


def form(**typed: Any) -> StorefrontForm:
    return StorefrontForm(typed, document=EMPTY, language="en")


@pytest.mark.parametrize(
    ("field", "longest"),
    [
        ("tagline", 200),
        ("about", 8000),
        ("highlights", 2000),
        ("payment_terms", 200),
        ("picture_alt", 250),
        *((f"contact_{key}", 60) for key in CONTACTS),
    ],
)
def test_a_text_may_be_as_long_as_it_says_and_no_longer(field: str, longest: int) -> None:
    assert field not in form(**{field: "ម" * longest}).errors
    assert f"at most {longest} characters" in form(**{field: "ម" * (longest + 1)}).errors[field][0]


@pytest.mark.parametrize(
    ("field", "typed", "fits"),
    [
        ("founded", "1000", True),
        ("founded", "999", False),
        ("founded", "2100", True),
        ("founded", "2101", False),
        ("founded", "1998.5", False),
        ("founded", "", True),
        ("video", "https://video.example/1", True),
        ("video", "video.example/1", True),
        ("video", "javascript:alert(1)", False),
        ("video", f"https://video.example/{'x' * 290}", False),
        ("answering_languages", ["en", "my"], True),
        ("answering_languages", ["fr"], False),
        ("markets", ["TH", "CN"], True),
        ("markets", ["FR"], False),
        ("place_about", "7", True),
        ("place_about", "8", False),
    ],
)
def test_a_value_fits_or_is_refused_by_its_field(field: str, typed: Any, fits: bool) -> None:
    assert (field not in form(**{field: typed}).errors) is fits


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({}, ()),
        ({"about": "2", "contact": "1"}, ("contact", "about")),
        ({"video": "1", "about": "1"}, ("about", "video")),
        ({key: str(7 - number) for number, key in enumerate(SECTIONS)}, SECTIONS[::-1]),
    ],
)
def test_sections_stand_in_the_order_named(places: dict[str, str], order: tuple[str, ...]) -> None:
    filled = form(**{f"place_{key}": place for key, place in places.items()})
    assert filled.is_valid()
    assert filled.sections() == order


@pytest.mark.parametrize("key", CONTACTS)
@pytest.mark.parametrize("agreed", [True, False])
def test_no_contact_is_shown_without_consent(key: str, agreed: bool) -> None:
    filled = form(**{f"contact_{key}": " 0901 "}, **({"consent": "on"} if agreed else {}))
    assert filled.is_valid() is agreed
    assert list(filled.errors) == ([] if agreed else ["consent"])
    if agreed:
        assert filled.values()["contacts"] == {key: "0901"}


def test_blank_contacts_need_no_consent() -> None:
    assert form(**{f"contact_{key}": "  " for key in CONTACTS}).is_valid()


WRONG = [
    ({"founded": "999"}, "founded"),
    ({"tagline": "x" * 201}, "tagline"),
    ({"video": "ftp://video.example/1"}, "video"),
    ({"video": "http://video.example/1"}, "video"),
    ({"contact_line": "tea"}, "consent"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_a_refusal_stands_at_its_field_and_saves_nothing(
    desk: Client, store: Storefront, typed: dict[str, str], field: str
) -> None:
    address = f"/en/desk/{store.organization.slug}/storefront/"
    page = read(desk.get(address))
    refused = read(desk.post(address, sent(page, about="新的话", **typed)), 422)
    assert words(the(refused, f"#id_{field}_error"))
    assert the(refused, f"#id_{field}")["aria-invalid"] == "true"
    assert the(refused, ".error-summary")
    assert "新的话" in the(refused, "#id_about").get_text()
    assert not StorefrontDraft.objects.exists()


def test_no_more_pictures_are_kept_than_there_is_room_for(desk: Client, store: Storefront) -> None:
    address = f"/en/desk/{store.organization.slug}/storefront/"
    for number in range(MOST_IN_GALLERY + 1):
        one = SimpleUploadedFile("tea.png", picture(size=(300 + number, 200)))
        page = read(desk.get(address))
        assert desk.post(address, sent(page, picture=one, picture_alt="茶")).status_code == 302
    assert len(draft_of(store).document.gallery) == MOST_IN_GALLERY


@pytest.mark.parametrize("revision", ["", "-1", "x", "0.5", "9" * 20, "٠"])
def test_a_form_without_a_revision_it_had_saves_nothing(
    desk: Client, store: Storefront, revision: str
) -> None:
    address = f"/en/desk/{store.organization.slug}/storefront/"
    page = read(desk.get(address))
    answer = desk.post(address, sent(page, tagline="新", revision=revision))
    if revision == "٠":  # a zero in other digits is a zero
        assert answer.status_code == 302
        return
    assert answer.status_code == 409
    assert not StorefrontDraft.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sections": ("about", "about")}, "sections"),
        ({"sections": ("prices",)}, "sections"),
        ({"contacts": {"telex": "1"}}, "contacts"),
        ({"video": "http://video.example/1"}, "video"),
        ({"banner": 999_999}, "logo"),
        ({"gallery": (999_998,)}, "logo"),
    ],
)
def test_a_document_that_cannot_be_shown_is_refused_whoever_brings_it(
    store: Storefront, owner: User, changes: dict[str, Any], field: str
) -> None:
    document = replace(draft_of(store).document, **changes)
    with pytest.raises(ValidationError) as refused:
        save_draft(storefront=store, document=document, revision=0, by=owner)
    assert list(refused.value.message_dict) == [field]
    assert not StorefrontDraft.objects.exists()


def test_a_document_is_kept_whole(store: Storefront) -> None:
    document = draft_of(store).document
    assert from_json(to_json(document)) == document
    with pytest.raises(ValueError, match="Unexpected keyword"):
        from_json(to_json(document) | {"price": 1})


def test_an_address_taken_back_leads_nowhere_else(store: Storefront, owner: User) -> None:
    first = store.slug
    change_address(storefront=store, slug="old-banyan", by=owner)
    assert former_address(first) == "old-banyan"
    change_address(storefront=store, slug=first, by=owner)
    assert (former_address(first), former_address("old-banyan")) == (None, first)
    assert [one.slug for one in FormerAddress.objects.all()] == ["old-banyan"]
    assert address_taken("old-banyan")
    assert not address_taken("old-banyan", but=store.pk)
    assert str(FormerAddress.objects.get()) == "old-banyan"


def test_the_address_it_has_is_no_change(desk: Client, store: Storefront) -> None:
    address = f"/en/desk/{store.organization.slug}/storefront/address/"
    assert desk.post(address, {"slug": store.slug}).status_code == 302
    assert not FormerAddress.objects.exists()


@pytest.mark.parametrize(
    ("slug", "complaint"),
    [
        ("", "required"),
        ("Old Banyan", "small letters"),
        ("desk", "small letters"),
        ("x" * 61, "at most 60"),
        ("mekong-pepper-garden", "belongs to another storefront"),
    ],
)
def test_an_address_that_cannot_be_is_refused_at_its_field(
    desk: Client, store: Storefront, pepper_garden: Organization, slug: str, complaint: str
) -> None:
    address = f"/en/desk/{store.organization.slug}/storefront/address/"
    refused = read(desk.post(address, {"slug": slug}), 422)
    assert complaint in words(the(refused, "#id_slug_error"))
    assert the(refused, "#id_slug").get("value", "") == slug
    store.refresh_from_db()
    assert store.slug == store.organization.slug


@pytest.mark.parametrize(
    ("role", "may"), [("owner", True), ("editor", False), ("sales", False), ("finance", False)]
)
def test_only_an_owner_moves_it(client: Client, store: Storefront, nok: User, role: str, may: bool) -> None:
    add_member(organization=store.organization, user_id=nok.pk, role=role)
    client.force_login(nok)
    address = f"/en/desk/{store.organization.slug}/storefront/address/"
    assert client.post(address, {"slug": "old-banyan"}).status_code == (302 if may else 403)
    store.refresh_from_db()
    assert (store.slug == "old-banyan") is may


@pytest.mark.parametrize("language", codes())
def test_the_card_is_read_in_any_language_and_names_the_place_in_it(
    client: Client, store: Storefront, language: str
) -> None:
    page = page_of(client.get(f"/{language}/storefront/{store.slug}/card/"))
    assert the(page, "main svg[viewbox], main svg[viewBox]")
    assert the(page, f"main a[href$='/{language}/storefront/{store.slug}/']")
    text = client.get(f"/{language}/storefront/{store.slug}/card.vcf").content.decode()
    assert "FN:青榕树茶坊\r\n" in text, "it is called what it calls itself"
    assert f";{country_name('CN', language)}\r\n" in text.replace("\r\n ", "")
    assert f"/{language}/storefront/{store.slug}/\r\n" in text.replace("\r\n ", "")


@pytest.mark.parametrize("key", CONTACTS)
def test_each_contact_stands_on_the_card_under_its_name(key: str) -> None:
    text = vcard(store_page(contacts={key: "tea;wei"}), "https://expo.example/", "en")
    assert "tea\\;wei" in text
    assert ("TEL" in text) is (key == "whatsapp")


@pytest.mark.parametrize("city", ["", "Wuzhou"])
def test_a_card_without_a_city_names_the_country(city: str) -> None:
    text = vcard(store_page(card=card(city=city)), "https://expo.example/", "en")
    assert f"ADR;TYPE=WORK:;;;{city};;;China\r\n" in text


def test_a_draft_is_nobody_elses_page(client: Client, store: Storefront, owner: User, lan: User) -> None:
    document = replace(draft_of(store).document, tagline={"zh-hans": "秘密"})
    save_draft(storefront=store, document=document, revision=0, by=owner)
    for path in ("storefront/draft/", "storefront/look/"):
        address = f"/en/desk/{store.organization.slug}/{path}"
        client.logout()
        assert client.get(address).status_code == 302
        client.force_login(lan)
        assert client.get(address).status_code == 404
    readers = client.get(f"/zh-hans/storefront/{store.slug}/")
    assert isinstance(page_of(readers), BeautifulSoup)
    assert "秘密" not in readers.content.decode()
