"""The storefront on the desk's pages and, once published, on the readers'."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.files.models import Picture
from catalog.merchants.models import Membership, Organization, Storefront, StorefrontDraft
from catalog.merchants.selectors.drafts import draft_of
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.merchants.storefront_desk.conftest import read, sent

pytestmark = pytest.mark.django_db


def here(store: Storefront, more: str = "") -> str:
    return f"/en/desk/{store.organization.slug}/storefront/{more}"


def save(desk: Client, store: Storefront, **typed: Any) -> None:
    page = read(desk.get(here(store)))
    assert desk.post(here(store), sent(page, **typed)).status_code == 302


def publish(desk: Client, store: Storefront) -> str:
    revision = draft_of(store).revision
    answer = desk.post(here(store, "publish/"), {"revision": revision}, follow=True)
    store.refresh_from_db()
    return str(answer.content.decode())


def test_saved_unchanged_it_says_what_it_said(desk: Client, store: Storefront) -> None:
    before = draft_of(store).document
    save(desk, store)
    after = draft_of(store).document
    assert after.sections == ("about", "highlights", "gallery", "video", "brands", "certificates", "contact")
    assert (after.tagline, after.about, after.markets, after.states) == (
        before.tagline, before.about, before.markets, before.states
    )  # fmt: skip


def test_written_published_and_read(desk: Client, store: Storefront) -> None:
    typed = {
        "tagline": "老茶新味",
        "highlights": "三代\n有机",
        "contact_wechat": "tea-wei",
        "consent": "on",
        "place_highlights": "1",
        "place_about": "2",
        "place_video": "",
        "video": "https://video.example/tea",
        "founded": "1958",
    }
    save(desk, store, **typed)
    readers = f"/zh-hans/storefront/{store.slug}/"
    assert "老茶新味" not in Client().get(readers).content.decode()
    assert "Published. Readers see it now." in publish(desk, store)
    page = read(Client().get(readers))
    words = page.get_text(" ", strip=True)
    for shown in ("老茶新味", "三代", "有机", "WeChat", "tea-wei", "1958"):
        assert shown in words
    assert "video.example" not in words
    headings = [heading["id"] for heading in page.select("main h2[id]")]
    assert headings.index("highlights") < headings.index("about")


def test_contacts_need_consent_and_nothing_typed_is_lost(desk: Client, store: Storefront) -> None:
    page = read(desk.get(here(store)))
    typed = sent(page, contact_zalo="0901", tagline="新句子")
    refused = read(desk.post(here(store), typed), 422)
    assert "Agree to show your contacts" in refused.get_text()
    assert refused.find(id="id_contact_zalo")["value"] == "0901"  # type: ignore[index]
    assert refused.find(id="id_tagline")["value"] == "新句子"  # type: ignore[index]
    assert not StorefrontDraft.objects.exists()


def upload(name: str = "tea.png", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture(size=(300, 200)))


def test_pictures_are_kept_where_another_field_is_wrong(desk: Client, store: Storefront) -> None:
    page = read(desk.get(here(store)))
    wrong = sent(page, logo=upload(), contact_line="tea", banner=upload("b.png", picture(size=(400, 90))))
    refused = read(desk.post(here(store), wrong), 422)
    logo, banner = (refused.find("input", {"name": f"{name}_kept"}) for name in ("logo", "banner"))
    assert logo is not None
    assert banner is not None
    again = sent(refused, consent="on")
    assert desk.post(here(store), again).status_code == 302
    document = draft_of(store).document
    assert (str(document.logo), str(document.banner)) == (logo["value"], banner["value"])
    assert set(Picture.objects.values_list("owner", flat=True)) == {store.organization_id}


def test_pictures_are_added_described_and_taken_away(desk: Client, store: Storefront) -> None:
    page = read(desk.get(here(store)))
    nameless = read(desk.post(here(store), sent(page, picture=upload())), 422)
    assert "Say what the picture shows" in nameless.get_text()
    save(desk, store, picture=upload(), picture_alt="茶园")
    (first,) = draft_of(store).document.gallery
    publish(desk, store)
    shown = read(Client().get(f"/en/storefront/{store.slug}/")).select_one("[aria-labelledby=gallery] img")
    assert shown is not None
    assert shown["alt"] == "茶园"
    save(desk, store, picture_away=str(first))
    assert draft_of(store).document.gallery == ()


@pytest.mark.parametrize("data", [b"<svg xmlns='x'/>", b"GIF89a", b"not a picture"])
def test_what_is_no_picture_is_told_at_its_field(desk: Client, store: Storefront, data: bytes) -> None:
    page = read(desk.get(here(store)))
    refused = read(desk.post(here(store), sent(page, logo=upload("x.png", data))), 422)
    error = refused.find(id="id_logo_error")
    assert error is not None
    assert "not a picture we can show" in error.get_text()


def test_the_second_is_shown_what_changed_and_chooses(desk: Client, store: Storefront) -> None:
    opened = read(desk.get(here(store)))
    save(desk, store, tagline="甲的句子", founded="1950")
    late = read(desk.post(here(store), sent(opened, tagline="乙的句子")), 409)
    told = late.find(class_="error-summary")
    assert told is not None
    assert "甲的句子" in told.get_text()
    assert "1950" in told.get_text()
    assert late.find(id="id_tagline")["value"] == "乙的句子"  # type: ignore[index]
    assert draft_of(store).document.tagline["zh-hans"] == "甲的句子"
    assert desk.post(here(store), sent(late)).status_code == 302
    assert draft_of(store).document.tagline["zh-hans"] == "乙的句子"


def test_words_in_another_language_stand_beside_the_original(desk: Client, store: Storefront) -> None:
    address = here(store, "texts/th/")
    page = read(desk.get(address))
    assert "只做六堡茶" in page.get_text()
    assert page.find(id="id_tagline")["lang"] == "th"  # type: ignore[index]
    assert desk.post(address, sent(page, tagline="ชาลิ่วเป่าเท่านั้น"))["Location"] == address
    document = draft_of(store).document
    assert document.tagline["th"] == "ชาลิ่วเป่าเท่านั้น"
    assert document.states["tagline"]["th"] == "reviewed"
    assert document.tagline["zh-hans"] == "只做六堡茶"
    late = read(desk.post(address, sent(page, tagline="อีกคำหนึ่ง")), 409)
    assert "ชาลิ่วเป่าเท่านั้น" in late.find(class_="error-summary").get_text()  # type: ignore[union-attr]
    for code in ("zh-hans", "fr"):
        assert desk.get(here(store, f"texts/{code}/")).status_code == 404


def test_the_draft_is_looked_at_in_each_language_and_width(desk: Client, store: Storefront) -> None:
    save(desk, store, tagline="老茶新味")
    page = read(desk.get(here(store, "look/?language=zh-hans&width=1280")))
    frame = page.find("iframe")
    assert frame is not None
    assert (frame["width"], frame["src"]) == ("1280", here(store, "draft/").replace("/en/", "/zh-hans/"))
    shown = desk.get(str(frame["src"]))
    assert "老茶新味" in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in shown["Cache-Control"]
    odd = read(desk.get(here(store, "look/?language=xx&width=99999")))
    assert odd.find("iframe")["width"] == "360"  # type: ignore[index]


def test_a_draft_that_moved_on_is_not_published(desk: Client, store: Storefront) -> None:
    save(desk, store, tagline="甲")
    save(desk, store, tagline="乙")
    for action, said in (("publish/", "Not published"), ("discard/", "Nothing was changed")):
        answer = desk.post(here(store, action), {"revision": "1"}, follow=True)
        assert said in answer.content.decode()
    assert draft_of(store).revision == 2
    assert (
        "The draft is gone"
        in desk.post(here(store, "discard/"), {"revision": "2"}, follow=True).content.decode()
    )
    assert draft_of(store).revision == 0


def test_it_is_paused_and_shown_again(desk: Client, store: Storefront) -> None:
    readers = f"/en/storefront/{store.slug}/"
    desk.post(here(store, "pause/"))
    assert Client().get(readers).status_code == 404
    assert "in another state already" in desk.post(here(store, "pause/"), follow=True).content.decode()
    desk.post(here(store, "pause/"), {"show": "1"})
    assert Client().get(readers).status_code == 200


def test_an_old_address_leads_to_the_new_one(desk: Client, store: Storefront) -> None:
    old = f"/th/storefront/{store.slug}/"
    refused = read(desk.post(here(store, "address/"), {"slug": "Not A Slug"}), 422)
    assert refused.find(id="id_slug")["value"] == "Not A Slug"  # type: ignore[index]
    assert desk.post(here(store, "address/"), {"slug": "old-banyan"}).status_code == 302
    moved = Client().get(old)
    assert (moved.status_code, moved["Location"]) == (301, "/th/storefront/old-banyan/")
    assert Client().get(moved["Location"]).status_code == 200


def test_a_buyer_has_no_storefront(client: Client, lan: User) -> None:
    shop = Organization.objects.create(slug="shop", kind="company", country_id="VN", source_language="vi")
    Storefront.objects.create(organization=shop, slug="shop")
    Membership.objects.create(organization=shop, user=lan, role="owner")
    client.force_login(lan)
    assert "/desk/shop/storefront/" not in client.get("/en/desk/shop/").content.decode()
    for more in ("", "look/", "draft/", "address/", "texts/en/"):
        assert client.get(f"/en/desk/shop/storefront/{more}").status_code == 404
    for more in ("", "publish/", "pause/", "discard/", "address/"):
        assert client.post(f"/en/desk/shop/storefront/{more}").status_code == 404
