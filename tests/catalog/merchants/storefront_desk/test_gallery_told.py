"""What the pictures of a storefront show is said in every language, to those who do not see them."""

import pytest
from django.test import Client

from catalog.files.models import Picture
from catalog.files.services import delete_picture
from catalog.files.services.pictures import describe_pictures
from catalog.merchants.document import StorefrontDocument, from_json, to_json
from catalog.merchants.gallery import with_pictures_told
from catalog.merchants.models import Organization, Storefront
from catalog.merchants.selectors.drafts import draft_of, preview
from catalog.merchants.selectors.storefronts import pictures_told
from catalog.merchants.services.drafting import publish_draft
from portal.accounts.models import User
from tests.catalog.merchants.storefront_desk.conftest import picture, read, sent
from tests.reading import page_of

pytestmark = pytest.mark.django_db
DOCUMENT = StorefrontDocument(source_language="zh-hans", tagline={}, about={}, gallery=(3, 5))


def here(store: Storefront, code: str = "th") -> str:
    return f"/en/desk/{store.organization.slug}/storefront/texts/{code}/"


def publish(store: Storefront, owner: User) -> None:
    publish_draft(storefront=store, revision=draft_of(store).revision, by=owner)


def shown(store: Storefront, code: str) -> list[str]:
    page = page_of(Client().get(f"/{code}/storefront/{store.slug}/"))
    return [str(one["alt"]) for one in page.select("section[aria-labelledby=gallery] img")]


def test_each_picture_has_a_box_beside_what_is_said_in_ones_own_language(
    desk: Client, store: Storefront, gallery: list[Picture]
) -> None:
    page = read(desk.get(here(store)))
    for one, told in zip(gallery, ("晒茶", "茶山"), strict=True):
        box = page.select_one(f"input[name=alt_{one.pk}]")
        assert box is not None
        assert (box["lang"], box.get("value", ""), box["maxlength"]) == ("th", "", "250")
        row = box.find_parent(class_="translating")
        assert row is not None
        assert told in row.get_text()


def test_what_is_said_waits_for_publication_and_is_then_told_in_that_language_alone(
    desk: Client, store: Storefront, gallery: list[Picture], owner: User
) -> None:
    publish(store, owner)
    page = read(desk.get(here(store)))
    assert desk.post(here(store), sent(page, **{f"alt_{gallery[0].pk}": " ตากชา "})).status_code == 302
    draft = draft_of(store)
    assert draft.document.alt == {str(gallery[0].pk): {"th": "ตากชา"}}
    assert shown(store, "th") == ["晒茶", "茶山"], "readers are told what was published"
    seen = [alt for _sizes, alt in preview(store, draft.document, "th").gallery]
    assert seen == [{"zh-hans": "晒茶", "th": "ตากชา"}, {"zh-hans": "茶山"}]
    assert read(desk.get(here(store))).select_one(f"input[name=alt_{gallery[0].pk}]")["value"] == "ตากชา"  # type: ignore[index]
    publish(store, owner)
    assert shown(store, "th") == ["ตากชา", "茶山"]
    assert shown(store, "zh-hans") == ["晒茶", "茶山"]
    assert draft_of(store).document.alt == {}, "from now on it is the picture's own"


def test_what_was_said_better_elsewhere_since_is_not_taken_back(
    desk: Client, store: Storefront, gallery: list[Picture], owner: User
) -> None:
    first = gallery[0]
    desk.post(here(store), sent(read(desk.get(here(store))), **{f"alt_{first.pk}": "ตากชา"}))
    publish(store, owner)
    better = {str(first.pk): {"th": "ใบชาตากแดด"}}
    describe_pictures(owner_id=store.organization_id, ids=[first.pk], alt=better)
    page = read(desk.get(here(store)))
    desk.post(here(store), sent(page, **{f"alt_{gallery[1].pk}": "ไร่ชา"}))
    publish(store, owner)
    assert shown(store, "th") == ["ใบชาตากแดด", "ไร่ชา"]


def test_too_long_a_text_is_refused_at_its_box_and_nothing_typed_is_lost(
    desk: Client, store: Storefront, gallery: list[Picture]
) -> None:
    before = draft_of(store)
    page = read(desk.get(here(store)))
    answer = desk.post(here(store), sent(page, tagline="ชาเก่า", **{f"alt_{gallery[0].pk}": "ก" * 251}))

    page = read(answer, 422)
    box = page.select_one(f"input[name=alt_{gallery[0].pk}]")
    assert box is not None
    assert (len(str(box["value"])), box["aria-invalid"]) == (251, "true")
    assert "ชาเก่า" in page.get_text() + str(page.select_one("[name=tagline]"))
    assert draft_of(store) == before


def test_a_picture_that_is_gone_has_no_box_and_the_others_keep_theirs(
    desk: Client, store: Storefront, gallery: list[Picture]
) -> None:
    delete_picture(picture=gallery[0])
    boxes = [str(one["name"]) for one in read(desk.get(here(store))).select("input[name^=alt_]")]
    assert boxes == [f"alt_{gallery[1].pk}"]
    main = read(desk.get(f"/en/desk/{store.organization.slug}/storefront/"))
    (away,) = main.select("input[name=picture_away]")
    assert away["value"] == str(gallery[1].pk), "taking it away takes this one away"


def test_another_organizations_picture_is_not_described(
    store: Storefront, pepper_garden: Organization, owner: User
) -> None:
    other = picture(pepper_garden, "blue", "胡椒")
    describe_pictures(owner_id=store.organization_id, ids=[other.pk], alt={str(other.pk): {"th": "พริกไทย"}})
    other.refresh_from_db()
    assert other.alt == {"zh-hans": "胡椒"}


def test_saying_what_a_picture_shows_leaves_it_cut_as_it_was(
    store: Storefront, gallery: list[Picture]
) -> None:
    one = gallery[0]
    owned = {"owner_id": store.organization_id, "ids": [one.pk]}
    describe_pictures(**owned, alt={}, focus={str(one.pk): (10, 90)})  # type: ignore[arg-type]
    describe_pictures(**owned, alt={str(one.pk): {"th": "ตากชา"}})  # type: ignore[arg-type]
    one.refresh_from_db()
    assert one.manifest["focus"] == [10, 90]
    assert one.alt["th"] == "ตากชา"
    describe_pictures(**owned, alt={}, focus={})  # type: ignore[arg-type]
    one.refresh_from_db()
    assert "focus" not in one.manifest


@pytest.mark.parametrize(
    ("texts", "alt"),
    [
        ({3: "ชา"}, {"3": {"th": "ชา"}}),
        ({3: " ชา\t"}, {"3": {"th": "ชา"}}),
        ({3: "  ", 5: ""}, {}),
        ({4: "ชา"}, {}),  # not in the gallery
        ({3: "ชา", 5: "ไร่"}, {"3": {"th": "ชา"}, "5": {"th": "ไร่"}}),
    ],
)
def test_only_what_was_said_of_pictures_of_the_gallery_is_kept(
    texts: dict[int, str], alt: dict[str, dict[str, str]]
) -> None:
    assert with_pictures_told(DOCUMENT, language="th", texts=texts, told={}).alt == alt


def test_a_language_is_added_to_the_others_and_the_document_survives_being_kept() -> None:
    first = with_pictures_told(DOCUMENT, language="th", texts={3: "ชา"}, told={})
    both = with_pictures_told(first, language="vi", texts={3: "trà"}, told={})
    assert both.alt == {"3": {"th": "ชา", "vi": "trà"}}
    assert first.alt == {"3": {"th": "ชา"}}
    assert from_json(to_json(both)) == both
    older = {name: value for name, value in to_json(DOCUMENT).items() if name != "alt"}
    assert from_json(older) == DOCUMENT


def test_pictures_are_told_in_the_order_of_their_ids_and_nothing_is_asked_for_none(
    store: Storefront, gallery: list[Picture]
) -> None:
    red, green = (one.pk for one in gallery)
    told = pictures_told([green, 999_999, red], {str(red): {"zh-hans": "红"}})
    assert [(one, alt["zh-hans"]) for one, _sizes, alt in told] == [(green, "茶山"), (red, "红")]
    assert pictures_told([], {}) == []
