"""What an owner says of pictures is written on their own, and pages follow only where it differs."""

from typing import Any

import pytest

from catalog.files.models import Picture
from catalog.files.selectors import manifests
from catalog.files.services import save_picture
from catalog.files.services.pictures import describe_pictures
from catalog.seams import freshness
from tests.catalog.files.uploads import encoded, scene

pytestmark = pytest.mark.django_db
OWNER, OTHER = 7, 8
_UPLOAD = encoded(scene(30, 40))


def picture(owner: int = OWNER, alt: dict[str, str] | None = None) -> Picture:
    return save_picture(data=_UPLOAD, title="Tea", owner_id=owner, alt=alt)


def describe(one: Picture, owner: int = OWNER, **said: Any) -> Picture:
    key = str(one.pk)
    describe_pictures(
        owner_id=owner,
        ids=[one.pk],
        alt={key: said["alt"]} if "alt" in said else {},
        focus={key: said["focus"]} if "focus" in said else {},
    )
    found: Picture = Picture.objects.get(pk=one.pk)
    return found


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"th": "ชา"}, {"en": "Tea leaves", "th": "ชา"}),
        ({"en": " Black tea "}, {"en": "Black tea"}),
        ({"en": " "}, {}),
        ({"vi": "Tr\x00à"}, {"en": "Tea leaves", "vi": "Trà"}),
        ({}, {"en": "Tea leaves"}),
    ],
)
def test_languages_that_are_not_named_keep_their_text_and_an_emptied_one_loses_it(
    said: dict[str, str], kept: dict[str, str]
) -> None:
    assert describe(picture(alt={"en": "Tea leaves"}), alt=said).alt == kept


def test_a_focus_is_kept_until_a_description_comes_without_one() -> None:
    one = describe(picture(), focus=(20, 80))
    shown = manifests([one.pk])[one.pk]
    assert shown.focus == (20, 80)
    assert describe(one).manifest == {
        name: value for name, value in one.manifest.items() if name != "focus"
    }, "the sizes stay"
    assert manifests([one.pk])[one.pk].focus is None


@pytest.mark.parametrize("owner", [OTHER, 0])
def test_nobody_describes_the_pictures_of_others(owner: int) -> None:
    one = picture(alt={"en": "Tea leaves"})
    after = describe(one, owner=owner, alt={"en": "Stolen"}, focus=(1, 1))
    assert (after.alt, after.manifest) == (one.alt, one.manifest)


def test_the_same_upload_of_two_owners_is_described_apart() -> None:
    mine, theirs = picture(), picture(OTHER)
    describe(mine, alt={"en": "Mine"})
    assert Picture.objects.get(pk=theirs.pk).alt == {}
    assert mine.token != theirs.token


def test_pages_are_made_anew_where_something_differs_and_only_then() -> None:
    one = describe(picture(), alt={"en": "Tea"}, focus=(20, 80))
    before = freshness.generation("goods", "storefronts", "pages")
    describe(one, alt={"en": "Tea"}, focus=(20, 80))
    assert freshness.generation("goods", "storefronts", "pages") == before
    describe(one, alt={"en": "Tea"}, focus=(20, 81))
    for area, old in zip(("goods", "storefronts", "pages"), before.split("-"), strict=True):
        assert freshness.generation(area) != old


def test_without_pictures_nothing_is_asked(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        describe_pictures(owner_id=OWNER, ids=[], alt={}, focus={})
        assert manifests([]) == {}


def test_an_unknown_language_leaves_the_picture_as_it_was() -> None:
    one = picture(alt={"en": "Tea leaves"})
    with pytest.raises(ValueError, match="de"):
        describe(one, alt={"de": "Tee"})
    assert Picture.objects.get(pk=one.pk).alt == {"en": "Tea leaves"}
