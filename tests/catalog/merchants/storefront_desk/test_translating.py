"""A storefront's words in another language: proposed, saved as a machine's or as reviewed, never lost."""

from collections.abc import Iterator
from typing import Any

import pytest
import responses
from django.test import Client
from pytest_django import Settings

from catalog.glossary.services import AREA, About, add_concept
from catalog.merchants.document import StorefrontDocument
from catalog.merchants.models import Storefront
from catalog.merchants.selectors.drafts import draft_of
from catalog.merchants.services.drafting import written
from catalog.seams import freshness
from portal.accounts.models import User
from tests.catalog.merchants.storefront_desk.conftest import read, sent
from tests.reading import words

pytestmark = pytest.mark.django_db
START = StorefrontDocument(source_language="zh-hans", tagline={"zh-hans": "绿茶"}, about={"zh-hans": "三代"})


@pytest.fixture
def glossary(administrator: User) -> Iterator[None]:
    """What the tea house says in one line, as the glossary names it."""
    for slug, names in (
        ("only", {"en": "only", "zh-hans": "只做", "vi": "chỉ làm"}),
        ("liubao", {"en": "Liubao tea", "zh-hans": "六堡茶", "vi": "trà Lục Bảo"}),
    ):
        add_concept(actor=administrator, slug=slug, about=About(kind="trade"), names=names)
    yield
    freshness.changed(AREA)  # what was read of it must not outlive it


def here(store: Storefront, code: str = "vi") -> str:
    return f"/en/desk/{store.organization.slug}/storefront/texts/{code}/"


def rows(page: Any) -> dict[str, str]:
    return {str(row["aria-label"]): words(row) for row in page.select(".translating")}


def test_a_proposal_fills_an_empty_box_and_is_saved_as_a_machines(
    desk: Client, store: Storefront, glossary: None
) -> None:
    page = read(desk.get(here(store)))
    page = read(desk.post(here(store), sent(page, propose="1", about="Ba đời làm trà.")))
    proposed = str(page.select_one("#id_tagline")["value"])  # type: ignore[index]
    assert "Lục Bảo" in proposed
    assert page.select_one("#id_about").get_text().strip() == "Ba đời làm trà."  # type: ignore[union-attr]
    assert "Proposed by machine, not saved yet." in rows(page)["In one line"]
    assert "vi" not in draft_of(store).document.tagline
    assert desk.post(here(store), sent(page)).status_code == 302
    document = draft_of(store).document
    assert document.tagline["vi"] == proposed
    assert document.states["tagline"]["vi"] == "machine"
    assert document.states["about"]["vi"] == "reviewed", "what a member typed was read by them"


def test_a_proposal_that_a_member_changed_or_compared_is_reviewed(
    desk: Client, store: Storefront, glossary: None
) -> None:
    page = read(desk.post(here(store), sent(read(desk.get(here(store))), propose="1")))
    desk.post(here(store), sent(page, tagline="Chỉ làm trà Lục Bảo"))
    assert draft_of(store).document.states["tagline"]["vi"] == "reviewed"
    page = read(desk.get(here(store, "en")))
    desk.post(here(store, "en"), sent(page, tagline=""))
    page = read(desk.post(here(store, "en"), sent(read(desk.get(here(store, "en"))), propose="1")))
    desk.post(here(store, "en"), sent(page))
    assert draft_of(store).document.states["tagline"]["en"] == "machine"
    page = read(desk.get(here(store, "en")))
    assert "Translated by machine" in rows(page)["In one line"]
    desk.post(here(store, "en"), sent(page) | {"reviewed-tagline": "on"})
    assert draft_of(store).document.states["tagline"]["en"] == "reviewed"
    assert "Reviewed" in rows(read(desk.get(here(store, "en"))))["In one line"]


def test_words_that_stand_there_are_never_replaced(desk: Client, store: Storefront, glossary: None) -> None:
    page = read(desk.get(here(store, "en")))
    before = sent(page)
    page = read(desk.post(here(store, "en"), before | {"propose": "1"}))
    assert sent(page)["tagline"] == before["tagline"] == ["Liubao tea and nothing else"]


def test_missing_words_are_named(desk: Client, store: Storefront) -> None:
    freshness.changed(AREA)  # an empty glossary, whatever other tests have read
    page = read(desk.post(here(store), sent(read(desk.get(here(store))), propose="1")))
    told = rows(page)["In one line"]
    assert "the glossary does not know these words" in told
    assert "只做六堡茶" in told


@responses.activate
def test_a_service_that_does_not_answer_loses_nothing(
    desk: Client, store: Storefront, settings: Settings
) -> None:
    settings.TRANSLATOR = {
        "kind": "libretranslate",
        "address": "http://libre.test:5000",
        "key": "",
        "timeout": 3,
        "languages": ("zh-hans", "vi"),
    }
    responses.post("http://libre.test:5000/translate", status=502)
    typed = sent(read(desk.get(here(store))), propose="1", about="Ba đời làm trà.")
    page = read(desk.post(here(store), typed), 503)
    assert "does not answer now" in page.get_text()
    assert "Ba đời làm trà." in page.select_one("#id_about").get_text()  # type: ignore[union-attr]


def test_a_made_up_mark_only_ever_makes_less_of_a_text() -> None:
    first = written(START, language="en", texts={"tagline": "Green tea"})
    assert first.states == {"tagline": {"en": "reviewed"}}
    again = written(first, language="en", texts={"tagline": "Green tea"}, by_machine=["tagline"])
    assert again.states == first.states, "a reviewed text that stays is never a machine's"
    changed = written(first, language="en", texts={"tagline": "Tea"}, by_machine=["tagline"])
    assert changed.states == {"tagline": {"en": "machine"}}
    both = written(
        first, language="en", texts={"tagline": "Tea"}, by_machine=["tagline"], reviewed=["tagline"]
    )
    assert both.states == {"tagline": {"en": "reviewed"}}
    gone = written(both, language="en", texts={"tagline": ""}, reviewed=["tagline"])
    assert gone.states == {}
    own = written(START, language="zh-hans", texts={"tagline": "红茶"}, reviewed=["tagline"])
    assert own.states == {}
