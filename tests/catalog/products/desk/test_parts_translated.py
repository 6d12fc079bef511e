"""At the desk, variants, places and pictures stand beside their original in every language."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from catalog.files.models import Picture
from catalog.merchants.models import Organization
from catalog.products.document import ProductDocument, TradeTerm, VariantDocument, from_json
from catalog.products.languages import places_of
from catalog.products.models import Category, ListingDraft
from catalog.products.selectors.languages import with_pictures_told
from catalog.products.services import publish_product
from catalog.products.services.drafting import LISTINGS, save_draft
from catalog.translation.places import state_of
from catalog.translation.texts import digest
from portal.accounts.models import User
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(tea_house: Organization) -> Picture:
    picture: Picture = Picture.objects.create(
        title="Tea", width=1, height=1, file="x.jpg", alt={"zh-hans": "茶饼"}, owner=tea_house.pk
    )
    return picture


@pytest.fixture
def draft(food: Category, picture: Picture, tea_house: Organization, owner: User) -> ListingDraft:
    said = ProductDocument(
        source_language="zh-hans",
        title={"zh-hans": "绿茶"},
        category="food",
        country="CN",
        unit="kg",
        variants=(VariantDocument(sku="TIN", names={"zh-hans": "铁罐装"}),),
        terms=(TradeTerm(incoterm="FOB", place="钦州港"),),
        pictures=(picture.pk,),
    )
    return save_draft(organization=tea_house, document=said, by=owner)


def at(draft: ListingDraft, code: str = "en") -> str:
    return f"/en/desk/{draft.organization.slug}/products/{draft.pk}/languages/{code}/"


def sent(desk: Client, draft: ListingDraft, **changes: Any) -> dict[str, Any]:
    form = the(page_of(desk.get(at(draft))), "form.stack-l")
    return {str(box["name"]): box.get("value", "") for box in form.select("input[type=hidden]")} | changes


def rows_of(desk: Client, draft: ListingDraft) -> dict[str, str]:
    page = page_of(desk.get(at(draft)))
    return {words(the(row, "h2")): words(row) for row in page.select(".translating")}


def document_of(draft: ListingDraft) -> ProductDocument:
    draft.refresh_from_db()
    return from_json(draft.document)


def test_each_stands_beside_its_original_with_its_state(desk: Client, draft: ListingDraft) -> None:
    rows = rows_of(desk, draft)
    assert list(rows) == ["Title", "Variant TIN", "Trade terms FOB", "Picture 1"]
    assert "铁罐装" in rows["Variant TIN"]
    assert "钦州港" in rows["Trade terms FOB"]
    assert "茶饼" in rows["Picture 1"]
    assert all("Missing" in row for row in rows.values())


def test_what_is_typed_is_kept_with_its_part(desk: Client, draft: ListingDraft, picture: Picture) -> None:
    typed = {
        "text-variant.TIN": "Tin",
        "reviewed-variant.TIN": "on",
        "text-term.FOB": "Qinzhou port",
        f"text-picture.{picture.pk}": "A tea cake",
    }
    answer = desk.post(at(draft), sent(desk, draft, **typed))
    assert answer.status_code == 302
    said = document_of(draft)
    assert said.variants[0].names == {"zh-hans": "铁罐装", "en": "Tin"}
    assert said.words == {"term.FOB": {"en": "Qinzhou port"}}
    assert said.alt == {str(picture.pk): {"zh-hans": "茶饼", "en": "A tea cake"}}
    shown = rows_of(desk, draft)
    assert "Reviewed" in shown["Variant TIN"]
    assert "Translated by machine" in shown["Trade terms FOB"]


def test_a_name_that_is_too_long_is_told_at_its_box(desk: Client, draft: ListingDraft) -> None:
    answer = desk.post(at(draft), sent(desk, draft, **{"text-variant.TIN": "x" * 121}))
    assert answer.status_code == 422
    box = the(page_of(answer), "[name='text-variant.TIN']")
    assert box["aria-invalid"] == "true"
    assert box["value"] == "x" * 121


def test_translations_that_came_with_a_file_are_outdated_once_their_original_changes(
    desk: Client, draft: ListingDraft, owner: User
) -> None:
    said = document_of(draft)
    tin = VariantDocument(sku="TIN", names={"zh-hans": "铁罐装", "en": "Tin"})
    brought = replace(said, variants=(tin,), words={"term.FOB": {"en": "Qinzhou port"}})
    draft = save_draft(organization=draft.organization, document=brought, draft=draft, by=owner)
    assert "Outdated" not in str(rows_of(desk, draft))
    changed = replace(
        brought,
        variants=(replace(tin, names={"zh-hans": "礼盒装", "en": "Tin"}),),
        terms=(TradeTerm(incoterm="FOB", place="防城港"),),
    )
    draft = save_draft(organization=draft.organization, document=changed, draft=draft, by=owner)
    rows = rows_of(desk, draft)
    assert "Outdated" in rows["Variant TIN"]
    assert "Outdated" in rows["Trade terms FOB"]
    confirmed = {"text-variant.TIN": "Tin", "reviewed-variant.TIN": "on", "text-term.FOB": "Qinzhou port"}
    desk.post(at(draft), sent(desk, draft, **confirmed))
    rows = rows_of(desk, draft)
    assert "Reviewed" in rows["Variant TIN"]
    assert "Outdated" in rows["Trade terms FOB"]


def test_the_first_draft_of_a_published_listing_is_compared_with_what_readers_see(
    draft: ListingDraft, owner: User
) -> None:
    tin = VariantDocument(sku="TIN", names={"zh-hans": "铁罐装", "en": "Tin"})
    shown = replace(document_of(draft), variants=(tin,), pictures=())
    product = publish_product(organization=draft.organization, document=shown)
    renamed = replace(shown, variants=(replace(tin, names={"zh-hans": "礼盒装", "en": "Tin"}),))
    kept = save_draft(organization=draft.organization, document=renamed, product=product, by=owner)
    assert from_json(kept.document).made_from == {"variant.TIN": {"en": digest("铁罐装")}}


def test_what_a_picture_says_itself_is_outdated_once_its_original_changes(
    draft: ListingDraft, picture: Picture, owner: User
) -> None:
    Picture.objects.filter(pk=picture.pk).update(alt={"zh-hans": "茶饼", "en": "A tea cake"})
    key = str(picture.pk)
    place = {one.name: one for one in places_of(with_pictures_told(document_of(draft)), ())}[f"picture.{key}"]
    assert state_of(document_of(draft), place, "en", {}) == "machine"
    changed = replace(document_of(draft), alt={key: {"zh-hans": "茶园"}})
    kept = save_draft(organization=draft.organization, document=changed, draft=draft, by=owner)
    said = from_json(kept.document)
    assert said.made_from == {f"picture.{key}": {"en": digest("茶饼")}}
    assert said.alt == {key: {"zh-hans": "茶园"}}, "what the picture says itself stays with it"
    place = {one.name: one for one in places_of(with_pictures_told(said), ())}[f"picture.{key}"]
    assert state_of(said, place, "en", {}) == "outdated"


def said_by(picture: Picture) -> dict[str, str]:
    said: dict[str, str] = Picture.objects.values_list("alt", flat=True).get(pk=picture.pk)
    return said


def test_a_translation_of_a_picture_that_is_taken_away_does_not_come_back(
    draft: ListingDraft, picture: Picture, owner: User
) -> None:
    key, name = str(picture.pk), f"picture.{picture.pk}"
    LISTINGS.translate(draft=draft, language="en", texts={name: "A tea cake"}, reviewed={name}, by=owner)
    publish_product(organization=draft.organization, document=document_of(draft))
    assert said_by(picture) == {"zh-hans": "茶饼", "en": "A tea cake"}
    LISTINGS.translate(draft=draft, language="en", texts={name: ""}, reviewed=(), by=owner)
    said = document_of(draft)
    assert with_pictures_told(said).alt[key].get("en") == ""
    assert (said.states, said.made_from) == ({}, {})
    publish_product(organization=draft.organization, document=said)
    assert said_by(picture) == {"zh-hans": "茶饼"}
