"""What pictures of a storefront show is translated as its words are: a state each, proposals, outdated."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from catalog.files.models import Picture
from catalog.glossary.services import AREA, About, add_concept
from catalog.merchants.document import StorefrontDocument, from_json, to_json
from catalog.merchants.gallery import Told, kinds_of_pictures, with_pictures_told
from catalog.merchants.models import Storefront
from catalog.merchants.selectors.drafts import draft_of, kinds_of_texts
from catalog.merchants.services.drafting import publish_draft, save_draft
from catalog.reference.languages import codes
from catalog.seams import freshness
from catalog.translation.texts import digest
from portal.accounts.models import User
from tests.catalog.merchants.storefront_desk.conftest import read, sent
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
OTHERS = [code for code in codes() if code != "zh-hans"]
DOCUMENT = StorefrontDocument(source_language="zh-hans", tagline={}, about={}, gallery=(3, 5))
TOLD: Told = {3: {"zh-hans": "晒茶", "th": "ตากชา"}, 5: {"zh-hans": "茶山"}}


def kinds(document: StorefrontDocument, told: Told = TOLD, code: str = "th") -> dict[str, str]:
    return kinds_of_pictures(document, told)[code]


def typed(document: StorefrontDocument, texts: dict[int, str], **more: Any) -> StorefrontDocument:
    return with_pictures_told(document, **{"language": "th", "texts": texts, "told": TOLD} | more)


def merged(document: StorefrontDocument) -> Told:
    """Return what pictures say with the document's words before theirs."""
    return {one: {**texts, **document.alt.get(str(one), {})} for one, texts in TOLD.items()}


def test_each_picture_has_a_state_in_every_other_language() -> None:
    found = kinds_of_pictures(DOCUMENT, TOLD)
    assert list(found) == OTHERS
    assert found["th"] == {"picture.3": "machine", "picture.5": "missing"}, "nobody vouched for it yet"
    assert found["vi"] == {"picture.3": "missing", "picture.5": "missing"}


@pytest.mark.parametrize("told", [{}, {3: {"th": "ตากชา"}}, {3: {"zh-hans": " "}}])
def test_a_picture_of_which_its_own_language_says_nothing_counts_nowhere(told: Told) -> None:
    assert all(by_place == {} for by_place in kinds_of_pictures(DOCUMENT, told).values())


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "reviewed"),
        ({"by_machine": [5]}, "machine"),
        ({"by_machine": [5], "reviewed": [5]}, "reviewed"),
        ({"by_machine": [3]}, "reviewed"),
    ],
)
def test_what_a_person_writes_is_read_and_what_a_machine_proposed_is_not(
    more: dict[str, list[int]], state: str
) -> None:
    said = typed(DOCUMENT, {3: "ตากชา", 5: "ไร่ชา"}, **more)
    assert kinds(said, merged(said))["picture.5"] == state
    assert kinds(said, merged(said))["picture.3"] == "machine", "what stays as it was is as it was"
    assert said.made_from == {"picture.5": {"th": digest("茶山")}}


def test_what_stands_may_be_reviewed_as_it_is() -> None:
    said = typed(DOCUMENT, {3: "ตากชา", 5: ""}, reviewed=[3, 5])
    assert kinds(said) == {"picture.3": "reviewed", "picture.5": "missing"}
    assert said.alt == {}, "nothing was said anew"


def test_a_new_original_leaves_its_translations_outdated_until_somebody_looks() -> None:
    changed = typed(DOCUMENT, {3: "晒青", 5: "茶山"}, language="zh-hans")
    now = merged(changed)
    assert kinds(changed, now) == {"picture.3": "outdated", "picture.5": "missing"}
    assert "picture.3" not in changed.states, "the original itself has no state"
    looked = typed(changed, {3: "ตากชา"}, told=now, reviewed=[3])
    assert kinds(looked, now)["picture.3"] == "reviewed"
    anew = typed(changed, {3: "ตากใบชา"}, told=now)
    assert kinds(anew, merged(anew))["picture.3"] == "reviewed"


def test_what_is_known_of_an_origin_is_not_forgotten_when_the_original_changes_twice() -> None:
    reviewed = typed(DOCUMENT, {3: "ตากชา"}, reviewed=[3])
    once = typed(reviewed, {3: "晒青"}, language="zh-hans")
    twice = typed(once, {3: "晒茶"}, language="zh-hans", told=merged(once))
    assert kinds(twice, merged(twice))["picture.3"] == "reviewed", "it says again what it was made from"


def test_an_original_that_comes_late_makes_nothing_outdated() -> None:
    told = {3: {"th": "ตากชา"}}
    said = typed(DOCUMENT, {3: "晒茶"}, language="zh-hans", told=told)
    assert said.made_from == {}
    assert kinds(said, {3: {"zh-hans": "晒茶", "th": "ตากชา"}})["picture.3"] == "machine"


def test_an_emptied_translation_is_missing_and_nothing_is_known_of_it() -> None:
    said = typed(typed(DOCUMENT, {3: "ตากชา"}, reviewed=[3]), {3: " "})
    assert kinds(said, merged(said))["picture.3"] == "missing"
    assert (said.states, said.made_from) == ({}, {})
    assert from_json(to_json(said)) == said


def here(store: Storefront, code: str = "vi") -> str:
    return f"/en/desk/{store.organization.slug}/storefront/texts/{code}/"


def rows(page: Any) -> dict[str, str]:
    return {str(row["aria-label"]): words(row) for row in page.select(".translating")}


@pytest.fixture
def glossary(administrator: User) -> Iterator[None]:
    """Tea hills, as the glossary names them; nobody ever dried tea in it."""
    add_concept(
        actor=administrator,
        slug="tea-hill",
        about=About(kind="trade"),
        names={"en": "tea hill", "zh-hans": "茶山", "vi": "đồi chè"},
    )
    yield
    freshness.changed(AREA)  # what was read of it must not outlive it


def test_pictures_count_in_how_far_a_language_is(
    desk: Client, store: Storefront, gallery: list[Picture], owner: User
) -> None:
    by_field = kinds_of_texts(store, draft_of(store).document)["vi"]
    assert [by_field[f"picture.{one.pk}"] for one in gallery] == ["missing", "missing"]
    page = read(desk.get(f"/en/desk/{store.organization.slug}/storefront/"))
    line = the(page, ".locale:has(a[lang=vi])")
    missing = sum(kind == "missing" for kind in by_field.values())
    assert f"Missing: {missing}" in words(line)


@pytest.mark.usefixtures("glossary")
def test_a_translator_proposes_for_pictures_and_what_stays_as_proposed_is_its(
    desk: Client, store: Storefront, gallery: list[Picture]
) -> None:
    before = draft_of(store)
    asked = read(desk.post(here(store), sent(read(desk.get(here(store)))) | {"propose": "1"}))
    found = rows(asked)
    assert "the glossary does not know these words: 晒茶" in found["Picture 1"]
    assert "Proposed by machine, not saved yet." in found["Picture 2"]
    box = the(asked, f"[name=alt_{gallery[1].pk}]")
    assert box["value"] == "Đồi chè"
    assert draft_of(store) == before, "a proposal is not kept"
    assert desk.post(here(store), sent(asked)).status_code == 302
    found = rows(read(desk.get(here(store))))
    assert "Missing" in found["Picture 1"]
    assert "Translated by machine" in found["Picture 2"]
    page = read(desk.get(here(store)))
    desk.post(here(store), sent(page) | {f"reviewed-alt_{gallery[1].pk}": "on"})
    assert "Reviewed" in rows(read(desk.get(here(store))))["Picture 2"]


def test_the_original_is_changed_at_its_picture_and_translations_say_so_once_published_too(
    desk: Client, store: Storefront, gallery: list[Picture], owner: User
) -> None:
    first = gallery[0]
    desk.post(here(store), sent(read(desk.get(here(store)))) | {f"alt_{first.pk}": "phơi trà"})
    publish_draft(storefront=store, revision=draft_of(store).revision, by=owner)
    main = f"/en/desk/{store.organization.slug}/storefront/"
    page = read(desk.get(main))
    box = the(page, f"[name=alt_{first.pk}]")
    assert (box["value"], box["lang"]) == ("晒茶", "zh-Hans")
    assert desk.post(main, sent(page) | {f"alt_{first.pk}": "晒青"}).status_code == 302
    row = rows(read(desk.get(here(store))))["Picture 1"]
    assert "Outdated" in row
    assert "晒青" in row
    publish_draft(storefront=store, revision=draft_of(store).revision, by=owner)
    assert "Outdated" in rows(read(desk.get(here(store))))["Picture 1"]
    shown = page_of(Client().get(f"/vi/storefront/{store.slug}/"))
    assert [one["alt"] for one in shown.select("section[aria-labelledby=gallery] img")] == [
        "phơi trà",
        "茶山",
    ]


def test_a_picture_cannot_be_left_saying_nothing_and_what_was_typed_stays(
    desk: Client, store: Storefront, gallery: list[Picture]
) -> None:
    before = draft_of(store)
    main = f"/en/desk/{store.organization.slug}/storefront/"
    values = sent(read(desk.get(main)), tagline="六堡") | {f"alt_{gallery[0].pk}": " "}
    page = read(desk.post(main, values), 422)
    assert "Say what the picture shows" in words(the(page, ".error-summary"))
    assert the(page, f"[name=alt_{gallery[0].pk}]")["aria-invalid"] == "true"
    assert the(page, "[name=tagline]")["value"] == "六堡"
    assert draft_of(store) == before


def test_somebody_who_said_otherwise_of_a_picture_is_quoted(
    desk: Client, store: Storefront, gallery: list[Picture], owner: User
) -> None:
    page = read(desk.get(here(store)))
    now = draft_of(store)
    theirs = replace(now.document, alt={str(gallery[1].pk): {"vi": "nương chè"}})
    save_draft(storefront=store, document=theirs, revision=now.revision, by=owner)
    answer = read(desk.post(here(store), sent(page) | {f"alt_{gallery[1].pk}": "đồi trà"}), 409)
    told = words(the(answer, ".error-summary"))
    assert "Picture 2 · Vietnamese nương chè" in told
    assert the(answer, f"[name=alt_{gallery[1].pk}]")["value"] == "đồi trà"
