"""A booth's words in other languages: counted, written, proposed by machine, outdated by their source."""

from collections.abc import Collection

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.translation.models import TextState
from catalog.translation.selectors import Completeness, kinds_of_each, kinds_of_texts
from expo.fair.models import Booth, Edition, Exhibit
from expo.fair.selectors.booth_texts import completeness_of, texts_of
from expo.fair.services.booth_media import add_document, save_video
from expo.fair.services.booth_texts import save_translations
from expo.fair.services.booths import EditionOver, save_booth
from portal.accounts.models import User
from tests.expo.fair.booth.test_booth_media import ELSEWHERE, PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(shown_booth: Booth, exhibit: Exhibit, owner: User) -> Booth:
    """The booth with a text of every kind."""
    add_document(booth=shown_booth, data=PDF, file_name="a.pdf", name="报价单", by=owner)
    save_video(booth=shown_booth, in_china="", elsewhere=ELSEWHERE, title="仓库", transcript="凉。", by=owner)
    return shown_booth


def translate(booth: Booth, by: User, said: dict[str, str], **more: Collection[str]) -> int:
    return save_translations(booth=booth, language="en", texts=texts_of(booth), said=said, by=by, **more)


def counted(booth: Booth, code: str = "en") -> Completeness:
    """Return how far a language is by what the database has."""
    kept = Booth.objects.select_related("organization").get(pk=booth.pk)
    return completeness_of(texts_of(kept), "zh-hans")[code]


def named(booth: Booth, field: str) -> str:
    return next(text.name for text in texts_of(booth) if text.field == field)


def test_every_text_of_a_booth_is_counted_in_every_other_language(full: Booth) -> None:
    texts = texts_of(full)
    assert [text.field for text in texts] == [
        "headline",
        "about",
        "note",
        "price_note",
        "name",
        "title",
        "transcript",
    ]
    found = completeness_of(texts, "zh-hans")
    assert len(found) == 9
    assert (found["th"].total, found["th"].missing) == (7, 7)


def test_texts_are_read_in_the_same_queries_however_many_exhibits(
    full: Booth, exhibit: Exhibit, django_assert_num_queries: object
) -> None:
    booth = Booth.objects.select_related("organization").get(pk=full.pk)
    with django_assert_num_queries(7):  # type: ignore[operator]
        texts_of(booth)
    Exhibit.objects.bulk_create(
        Exhibit(booth=full, document={}, version=1, shown_at=exhibit.shown_at, note_zh_hans="茶")
        for _number in range(24)
    )
    with django_assert_num_queries(7):  # type: ignore[operator]
        assert len(texts_of(booth)) == 7 + 24


def test_kinds_of_many_are_those_of_each(full: Booth, exhibit: Exhibit) -> None:
    second = Exhibit.objects.create(
        booth=full, document={}, version=1, shown_at=exhibit.shown_at, note_zh_hans="茶"
    )
    both = list(Exhibit.objects.select_related("booth__organization").filter(pk__in=[exhibit.pk, second.pk]))
    assert kinds_of_each(both) == [kinds_of_texts(one) for one in both]
    assert kinds_of_each([]) == []


def test_what_a_member_types_is_reviewed_and_read(full: Booth, owner: User, client: Client) -> None:
    said = {named(full, "headline"): "Liubao, tasted here", named(full, "price_note"): "CNY 150 a kilogram"}
    assert translate(full, owner, said) == 2
    found = counted(full)
    assert (found.reviewed, found.missing) == (2, 5)
    page = client.get(f"/en/fair/2026/booth/{full.slug}/").content.decode()
    assert "Liubao, tasted here" in page
    assert "CNY 150 a kilogram" in page
    assert "六堡茶，现场品鉴" not in page


def test_what_stands_as_a_machine_proposed_it_says_so_until_reviewed(
    full: Booth, owner: User, client: Client
) -> None:
    name = named(full, "headline")
    translate(full, owner, {name: "Liubao tea"}, by_machine=[name])
    assert counted(full).machine == 1
    page = client.get(f"/en/fair/2026/booth/{full.slug}/").content.decode()
    assert "Translated by machine" in page
    translate(full, owner, {name: "Liubao tea"}, reviewed=[name])
    assert counted(full).reviewed == 1


def test_a_changed_source_makes_its_translations_outdated(full: Booth, owner: User) -> None:
    translate(full, owner, {named(full, "headline"): "Liubao tea"})
    save_booth(
        booth=full,
        texts={"headline": "新的", "about": "三代人做茶。"},
        time_zone="",
        banner=None,
        revision=full.revision,
        by=owner,
    )
    assert counted(full).outdated == 1


def test_saving_the_form_unchanged_confirms_nothing(full: Booth, owner: User) -> None:
    name = named(full, "headline")
    translate(full, owner, {name: "Liubao tea"}, by_machine=[name])
    before = list(TextState.objects.order_by("pk").values_list("pk", "state"))
    assert translate(full, owner, {name: "Liubao tea", named(full, "about"): ""}) == 0
    assert list(TextState.objects.order_by("pk").values_list("pk", "state")) == before


def test_a_text_too_long_is_named_and_nothing_is_kept(full: Booth, owner: User) -> None:
    headline, about = named(full, "headline"), named(full, "about")
    with pytest.raises(ValidationError) as told:
        translate(full, owner, {about: "Three generations.", headline: "x" * 201})
    assert list(told.value.message_dict) == [headline]
    assert counted(full).missing == 7


def test_nothing_is_translated_at_a_booth_of_an_edition_that_is_over(full: Booth, owner: User) -> None:
    Edition.objects.update(state="after")
    with pytest.raises(EditionOver):
        translate(full, owner, {named(full, "headline"): "x"})


def test_the_desk_shows_each_text_beside_its_original_and_keeps_it(
    full: Booth, owner: User, client: Client
) -> None:
    client.force_login(owner)
    address = f"/en/desk/{full.organization.slug}/booth/languages/"
    overview = client.get(address).content.decode()
    assert f'href="{address}th/" lang="th">ไทย</a>' in overview
    assert "Missing: 7" in overview
    page = client.get(f"{address}en/").content.decode()
    for source in ("六堡茶，现场品鉴", "现场冲泡", "报价单", "仓库", "凉。"):
        assert source in page
    client.post(f"{address}en/", {named(full, "headline"): "Liubao tea"})
    assert counted(full).reviewed == 1
    late = client.post(f"{address}en/", {named(full, "headline"): "x" * 201})
    assert late.status_code == 422


@pytest.mark.parametrize("code", ["zh-hans", "xx"])
def test_its_own_language_and_one_that_is_none_have_no_page(
    full: Booth, owner: User, client: Client, code: str
) -> None:
    client.force_login(owner)
    assert client.get(f"/en/desk/{full.organization.slug}/booth/languages/{code}/").status_code == 404


def test_a_translator_proposes_what_is_missing_and_nothing_is_kept(
    full: Booth, owner: User, client: Client
) -> None:
    client.force_login(owner)
    before = TextState.objects.count()
    page = client.post(f"/en/desk/{full.organization.slug}/booth/languages/en/", {"propose": "1"})
    assert page.status_code in {200, 503}
    assert TextState.objects.count() == before
