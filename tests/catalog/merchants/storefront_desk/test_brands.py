"""Brands at the desk: added, written in every language, taken out of sight and shown again."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.audit.models import Entry
from catalog.files.services import save_picture
from catalog.merchants.models import Brand, Storefront
from catalog.merchants.selectors.brands import own_brand, seen_texts
from catalog.merchants.services import add_member, save_brand
from catalog.merchants.services.branding import BrandMoved, add_brand, show_brand, write_brand
from catalog.merchants.services.suspending import suspend_brand
from catalog.translation.selectors import kinds_of_texts, text_in
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.merchants.storefront_desk.conftest import read
from tests.reading import the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def banyan(store: Storefront) -> Brand:
    return save_brand(
        organization=store.organization,
        names={"zh-hans": "老榕", "en": "Old Banyan"},
        stories={"zh-hans": "老榕树下的茶。", "en": "Tea from under the old banyan."},
        states={"name": {"en": "reviewed"}},
    )


def at(store: Storefront, *more: str) -> str:
    return "/".join([f"/en/desk/{store.organization.slug}/brands", *more, ""])


def typed(page: BeautifulSoup, **changes: Any) -> dict[str, Any]:
    """Return what a browser would send of the form with the name in it."""
    form = next(found for found in page.select("main form") if found.select_one("[name=name]"))
    values = {
        str(box["name"]): str(box.get("value", "")) for box in form.select("input.input, [type=hidden]")
    }
    values |= {str(box["name"]): box.get_text().removeprefix("\n") for box in form.select("textarea")}
    values.pop("logo", None)
    return values | changes


def test_a_brand_is_added_and_read(desk: Client, store: Storefront, client: Client) -> None:
    page = read(desk.get(f"/en/desk/{store.organization.slug}/add-brand/"))
    answer = desk.post(
        f"/en/desk/{store.organization.slug}/add-brand/", typed(page, name="老榕", story="树下的茶")
    )
    made = Brand.objects.get()
    assert answer["Location"] == at(store, made.slug)
    assert "树下的茶" in words(the(read(client.get(f"/zh-hans/brand/{made.slug}/")), "main"))
    assert "老榕" in words(the(read(desk.get(at(store))), "main"))


def test_one_that_is_not_named_is_refused_and_keeps_what_was_typed(desk: Client, store: Storefront) -> None:
    here = f"/en/desk/{store.organization.slug}/add-brand/"
    logo = SimpleUploadedFile("logo.png", picture(size=(300, 200)))
    page = read(desk.post(here, {"name": " ", "story": "树下的茶", "logo": logo}), 422)
    assert the(page, "#id_name")["aria-invalid"] == "true"
    assert "树下的茶" in the(page, "#id_story").get_text()
    assert not Brand.objects.exists()
    desk.post(here, typed(page, name="老榕"))
    assert Brand.objects.get().logo_id == int(str(the(page, "[name=logo_kept]")["value"]))


def test_a_new_seller_shows_no_brand_before_its_storefront_is_open(
    client: Client, shop: Storefront, sophea: User
) -> None:
    client.force_login(sophea)
    assert "Publish your storefront first" in words(the(read(client.get(at(shop))), "main"))
    here = f"/en/desk/{shop.organization.slug}/add-brand/"
    refused = read(client.post(here, {"name": "ម្រេច", "story": ""}), 422)
    assert "Publish your storefront first" in words(the(refused, ".error-summary"))
    assert not Brand.objects.exists()
    hidden = save_brand(organization=shop.organization, names={"km": "ម្រេច"}, stories={})
    Brand.objects.update(status="withdrawn")
    with pytest.raises(ValidationError):
        show_brand(brand=hidden, by=sophea)


def test_a_suspended_storefront_adds_none(store: Storefront, owner: User) -> None:
    Storefront.objects.filter(pk=store.pk).update(status="suspended")
    with pytest.raises(ValidationError):
        add_brand(organization=store.organization, name="老榕", story="", logo_id=None, by=owner)


def test_a_changed_name_leaves_its_translations_outdated(
    desk: Client, store: Storefront, banyan: Brand
) -> None:
    page = read(desk.get(at(store, banyan.slug)))
    assert desk.post(at(store, banyan.slug), typed(page, name="老榕树")).status_code == 302
    kinds = kinds_of_texts(banyan_now(store))["en"]
    assert kinds == {"name": "outdated", "story": "machine"}
    page = read(desk.get(at(store, banyan.slug)))
    bars = {str(one.a["lang"]): words(one) for one in page.select(".locale") if one.a}
    assert "Translated by machine: 1 · Outdated: the original has changed: 1" in bars["en"]
    assert "Missing: 2" in bars["th"]
    assert Entry.objects.filter(action="brand.saved").count() == 2


def banyan_now(store: Storefront) -> Brand:
    found = own_brand(store.organization, "old-banyan")
    assert found is not None
    return found


def test_words_in_another_language_are_written_beside_the_original(
    desk: Client, store: Storefront, banyan: Brand, client: Client
) -> None:
    here = at(store, banyan.slug, "texts", "en")
    page = read(desk.get(here))
    rows = {str(row["aria-label"]): words(row) for row in page.select(".translating")}
    assert "老榕" in rows["Name"]
    assert "Reviewed" in rows["Name"]
    assert "Translated by machine" in rows["Its story"]
    sent = typed(page, name="Banyan House", **{"reviewed-story": "on"})
    assert desk.post(here, sent).status_code == 302
    assert kinds_of_texts(banyan_now(store))["en"] == {"name": "reviewed", "story": "reviewed"}
    assert "Banyan House" in words(the(read(client.get(f"/en/brand/{banyan.slug}/")), "h1"))


def test_an_emptied_box_takes_the_translation_away(desk: Client, store: Storefront, banyan: Brand) -> None:
    here = at(store, banyan.slug, "texts", "en")
    desk.post(here, typed(read(desk.get(here)), story=""))
    assert kinds_of_texts(banyan_now(store))["en"] == {"name": "reviewed", "story": "missing"}


def test_a_proposal_left_as_it_stands_is_the_machines(store: Storefront, banyan: Brand, owner: User) -> None:
    """Even where it takes the place of a reviewed text somebody emptied for it."""
    write_brand(
        brand=banyan,
        language="en",
        texts={"name": "Aged banyan"},
        seen=seen_texts(banyan, "en"),
        by_machine=["name"],
        by=owner,
    )
    now = banyan_now(store)
    assert text_in(now, "name", "en") == "Aged banyan"
    assert kinds_of_texts(now)["en"]["name"] == "machine"


def test_of_two_who_write_the_same_text_the_second_is_shown_the_firsts(
    desk: Client, store: Storefront, banyan: Brand, owner: User
) -> None:
    here = at(store, banyan.slug, "texts", "en")
    mine = typed(read(desk.get(here)), name="Mine", story="Tea from under the old banyan.")
    write_brand(
        brand=banyan, language="en", texts={"name": "Theirs"}, seen=seen_texts(banyan, "en"), by=owner
    )
    page = read(desk.post(here, mine), 409)
    assert "Theirs" in words(the(page, ".error-summary"))
    assert the(page, "#id_name")["value"] == "Mine"
    assert text_in(banyan_now(store), "name", "en") == "Theirs"
    assert desk.post(here, typed(page)).status_code == 302
    assert text_in(banyan_now(store), "name", "en") == "Mine"


def test_a_text_somebody_else_changed_is_left_alone_where_only_another_was_written(
    banyan: Brand, owner: User, store: Storefront
) -> None:
    seen = seen_texts(banyan, "en")
    write_brand(brand=banyan, language="en", texts={"name": "Theirs"}, seen=seen, by=owner)
    with pytest.raises(BrandMoved) as told:
        write_brand(brand=banyan, language="en", texts={"name": "Mine"}, seen=seen, by=owner)
    assert told.value.fields == {"name"}
    write_brand(brand=banyan, language="en", texts={"story": "My story"}, seen=seen, by=owner)
    assert text_in(banyan_now(store), "name", "en") == "Theirs"


def test_it_is_taken_out_of_sight_and_shown_again(
    desk: Client, store: Storefront, banyan: Brand, client: Client
) -> None:
    assert desk.post(at(store, banyan.slug, "move")).status_code == 302
    assert client.get(f"/en/brand/{banyan.slug}/").status_code == 404
    assert "Withdrawn" in words(the(read(desk.get(at(store))), "main"))
    desk.post(at(store, banyan.slug, "move"), {"show": "1"})
    assert client.get(f"/en/brand/{banyan.slug}/").status_code == 200
    told = read(desk.post(at(store, banyan.slug, "move"), {"show": "1"}, follow=True))
    assert "in another state already" in words(the(told, "main"))


def test_a_suspended_one_is_written_and_not_shown_again(
    desk: Client, store: Storefront, banyan: Brand, client: Client, owner: User
) -> None:
    suspend_brand(brand=banyan, by=owner)
    assert "Suspended" in words(the(read(desk.get(at(store))), "main li.panel"))
    page = read(desk.get(at(store, banyan.slug)))
    assert "Suspended" in words(the(page, "main"))
    assert page.select(f'form[action="{at(store, banyan.slug, "move")}"]') == []
    for move in ({}, {"show": "1"}):
        told = read(desk.post(at(store, banyan.slug, "move"), move, follow=True))
        assert "in another state already" in words(the(told, "main"))
    saved = desk.post(at(store, banyan.slug), typed(page, name="新榕"), follow=True)
    assert text_in(banyan_now(store), "name", "zh-hans") == "新榕"
    assert "Readers see it now" not in saved.content.decode()
    assert client.get(f"/en/brand/{banyan.slug}/").status_code == 404


def test_anothers_picture_is_not_taken_as_logo(
    desk: Client, store: Storefront, banyan: Brand, shop: Storefront
) -> None:
    theirs = save_picture(data=picture(size=(300, 200)), title="x", owner_id=shop.organization_id)
    page = read(desk.get(at(store, banyan.slug)))
    desk.post(at(store, banyan.slug), typed(page, logo_kept=str(theirs.pk)))
    assert banyan_now(store).logo_id is None


def test_another_sellers_brand_is_not_found_and_not_written(
    desk: Client, store: Storefront, shop: Storefront
) -> None:
    theirs = save_brand(organization=shop.organization, names={"km": "ម្រេច"}, stories={})
    for address in (at(store, theirs.slug), at(store, theirs.slug, "texts", "en")):
        assert desk.post(address, {"name": "Stolen"}).status_code == 404
    assert desk.post(at(store, theirs.slug, "move")).status_code == 404
    theirs.refresh_from_db()
    assert (text_in(theirs, "name", "km"), theirs.status) == ("ម្រេច", "shown")


def test_a_buyer_has_no_brands(client: Client, store: Storefront, nok: User) -> None:
    store.organization.__class__.objects.filter(pk=store.organization_id).update(kind="company")
    add_member(organization=store.organization, user_id=nok.pk, role="owner")
    client.force_login(nok)
    for address in (at(store), f"/en/desk/{store.organization.slug}/add-brand/"):
        assert client.get(address).status_code == 404
