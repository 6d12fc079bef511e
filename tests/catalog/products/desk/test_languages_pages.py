"""The languages of a listing at the desk: how far each is, its words beside the original, proposals."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import responses
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from catalog.glossary.services import AREA, About, add_concept
from catalog.merchants.models import Organization
from catalog.products.document import ProductDocument, SampleDocument, from_json
from catalog.products.models import Category, ListingDraft
from catalog.products.services import AttributeDeclaration, save_category
from catalog.products.services.drafting import LISTINGS, save_draft
from catalog.reference.languages import codes
from catalog.seams import freshness
from portal.accounts.models import User
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
SERVICE = "http://libre.test:5000"


@pytest.fixture
def garden_tea(food: Category) -> Category:
    """Tea whose seller states in words who grew it."""
    return save_category(
        slug="tea",
        parent=food,
        names={"en": "Tea"},
        attributes=[AttributeDeclaration(key="grower", kind="text", names={"en": "Grower"})],
    )


@pytest.fixture
def said(garden_tea: Category) -> ProductDocument:
    return ProductDocument(
        source_language="zh-hans",
        title={"zh-hans": "广西绿茶"},
        summary={"zh-hans": "清香\n回甘"},
        packing={"zh-hans": "纸箱"},
        category="tea",
        country="CN",
        unit="kg",
        attributes={"grower": "韦家茶园"},
        sample=SampleDocument(quantity="200 g"),
    )


@pytest.fixture
def draft(said: ProductDocument, tea_house: Organization, owner: User) -> ListingDraft:
    return save_draft(organization=tea_house, document=said, by=owner)


@pytest.fixture
def glossary(administrator: User) -> Iterator[None]:
    """Green tea and Guangxi, as the glossary names them."""
    for slug, kind, names in (
        ("green-tea", "food", {"en": "green tea", "zh-hans": "绿茶", "vi": "trà xanh"}),
        ("guangxi", "place", {"en": "Guangxi", "zh-hans": "广西", "vi": "Quảng Tây"}),
    ):
        add_concept(actor=administrator, slug=slug, about=About(kind=kind), names=names)
    yield
    freshness.changed(AREA)  # what was read of it must not outlive it


def at(draft: ListingDraft, *more: str) -> str:
    return "/".join(["/en/desk", draft.organization.slug, "products", str(draft.pk), "languages", *more, ""])


def sent(desk: Client, draft: ListingDraft, code: str, **changes: Any) -> dict[str, Any]:
    """Return what a browser would send of the page as it stands, with these changes."""
    form = the(page_of(desk.get(at(draft, code))), "form.stack-l")
    values = {
        str(box["name"]): box.get("value", "") for box in form.select("input[type=hidden], input.input")
    }
    values |= {str(box["name"]): box.text.strip("\n") for box in form.select("textarea")}
    values |= {str(box["name"]): "on" for box in form.select("input[type=checkbox][checked]")}
    values |= changes
    return {name: value for name, value in values.items() if value is not None}


def document_of(draft: ListingDraft) -> ProductDocument:
    draft.refresh_from_db()
    return from_json(draft.document)


def boxes(page: Any) -> dict[str, str]:
    return {str(box["name"]): box.get("value", box.text) for box in page.select("form [name^=text-]")}


def test_every_other_language_has_its_bar_and_says_what_it_lacks(desk: Client, draft: ListingDraft) -> None:
    page = page_of(desk.get(at(draft)))
    lines = page.select("ul.locales > li")
    assert [line.select_one("a")["lang"] for line in lines] == [  # type: ignore[index]
        "en", "vi", "th", "id", "ms", "fil", "km", "lo", "my"
    ]  # fmt: skip
    assert "Missing: 4" in words(lines[0])
    assert "It lacks: Title, Packing, Grower" in words(lines[0]), "a sample of 200 g needs no words"
    assert "once title, properties and terms are in it" in words(the(page, "main"))
    assert not page.select("button.wide"), "there is nothing to publish yet"


def test_source_and_target_stand_side_by_side_each_in_its_language(desk: Client, draft: ListingDraft) -> None:
    page = page_of(desk.get(at(draft, "th")))
    rows = page.select(".translating")
    assert [words(the(row, "h2")) for row in rows] == ["Title", "Summary", "Packing", "Grower"]
    for row in rows:
        assert row.select_one('div[lang="zh-Hans"]') is not None
        assert row.select_one('[lang="th"][name^=text-]') is not None
        assert "Missing" in words(row)
    assert [words(one) for one in rows[1].select('div[lang="zh-Hans"] p')] == ["清香 回甘"]


def test_what_is_typed_is_kept_and_its_state_told(desk: Client, draft: ListingDraft) -> None:
    typed = sent(desk, draft, "en", **{"text-title": "Green tea", "text-packing": "Carton"})
    typed["reviewed-title"] = "on"
    assert desk.post(at(draft, "en"), typed).status_code == 302
    document = document_of(draft)
    assert (document.title["en"], document.states["title"]["en"]) == ("Green tea", "reviewed")
    assert (document.packing["en"], document.states["packing"]["en"]) == ("Carton", "machine")
    page = page_of(desk.get(at(draft, "en")))
    states = [words(the(row, ".status")) for row in page.select(".translating")]
    assert states == ["Reviewed", "Missing", "Translated by machine", "Missing"]
    assert "It lacks: Grower" in words(the(page, "main"))


def test_all_may_be_saved_as_reviewed_at_once(desk: Client, draft: ListingDraft) -> None:
    typed = sent(desk, draft, "en", **{"text-title": "Green tea", "text-packing": "Carton"})
    desk.post(at(draft, "en"), typed | {"all_reviewed": "1"})
    document = document_of(draft)
    assert {document.states[name]["en"] for name in ("title", "packing")} == {"reviewed"}
    assert "summary" not in document.states, "what is missing is not reviewed"


def test_a_text_that_is_too_long_is_told_at_its_box_and_nothing_typed_is_lost(
    desk: Client, draft: ListingDraft
) -> None:
    typed = sent(desk, draft, "en", **{"text-title": "x" * 201, "text-packing": "Carton"})
    answer = desk.post(at(draft, "en"), typed)
    assert answer.status_code == 422
    page = page_of(answer)
    assert boxes(page)["text-packing"] == "Carton"
    assert the(page, ".error-summary a")["href"] == "#id_text-title"
    assert document_of(draft).title == {"zh-hans": "广西绿茶"}


def test_a_proposal_fills_an_empty_box_and_is_not_saved(
    desk: Client, draft: ListingDraft, glossary: None
) -> None:
    typed = sent(desk, draft, "vi", **{"text-packing": "Thùng giấy"})
    answer = desk.post(at(draft, "vi"), typed | {"propose": "title"})
    assert answer.status_code == 200
    page = page_of(answer)
    assert boxes(page)["text-title"] == "Trà xanh Quảng Tây"
    assert boxes(page)["text-packing"] == "Thùng giấy", "what was typed stays"
    assert "Proposed by machine, not saved yet." in words(page.select(".translating")[0])
    assert document_of(draft).title == {"zh-hans": "广西绿茶"}
    saved = typed | {"text-title": boxes(page)["text-title"]}
    desk.post(at(draft, "vi"), saved)
    document = document_of(draft)
    assert (document.title["vi"], document.states["title"]["vi"]) == ("Trà xanh Quảng Tây", "machine")


def test_where_words_are_lacking_they_are_named(desk: Client, draft: ListingDraft, glossary: None) -> None:
    page = page_of(desk.post(at(draft, "vi"), sent(desk, draft, "vi") | {"propose": ""}))
    rows = {words(the(row, "h2")): row for row in page.select(".translating")}
    assert boxes(page)["text-title"] == "Trà xanh Quảng Tây"
    told = words(rows["Packing"])
    assert "the glossary does not know these words" in told
    assert "纸箱" in told
    assert boxes(page)["text-packing"] == ""


def test_a_proposal_never_takes_the_place_of_a_persons_words(
    desk: Client, draft: ListingDraft, owner: User, glossary: None
) -> None:
    LISTINGS.translate(draft=draft, language="vi", texts={"title": "Chè xanh"}, reviewed={"title"}, by=owner)
    page = page_of(desk.post(at(draft, "vi"), sent(desk, draft, "vi") | {"propose": "title"}))
    assert boxes(page)["text-title"] == "Chè xanh"
    row = page.select(".translating")[0]
    assert "Proposed by machine: Trà xanh Quảng Tây" in words(row)
    assert row.select_one("input[type=checkbox][checked]") is not None
    typed = sent(desk, draft, "vi", **{"text-packing": "Thùng"}) | {"propose": "packing"}
    assert boxes(page_of(desk.post(at(draft, "vi"), typed)))["text-packing"] == "Thùng"


def test_a_machines_words_may_be_proposed_anew(
    desk: Client, draft: ListingDraft, owner: User, glossary: None
) -> None:
    LISTINGS.translate(draft=draft, language="vi", texts={"title": "Trà"}, reviewed=(), by=owner)
    page = page_of(desk.post(at(draft, "vi"), sent(desk, draft, "vi") | {"propose": "title"}))
    assert boxes(page)["text-title"] == "Trà xanh Quảng Tây"


@pytest.fixture
def service(settings: Settings) -> None:
    settings.TRANSLATOR = {
        "kind": "libretranslate",
        "address": SERVICE,
        "key": "",
        "timeout": 3,
        "languages": tuple(codes()),
    }


@responses.activate
def test_a_service_is_asked_once_for_all_that_is_missing(
    desk: Client, draft: ListingDraft, service: None
) -> None:
    def say(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        asked = json.loads(request.body or "")
        return 200, {}, json.dumps({"translatedText": [f"th {one}" for one in asked["q"]]})

    responses.add_callback(responses.POST, f"{SERVICE}/translate", callback=say)
    typed = sent(desk, draft, "th", **{"text-packing": "กล่อง"})
    assert not responses.calls, "looking at a page asks nobody"
    page = page_of(desk.post(at(draft, "th"), typed | {"propose": ""}))
    assert len(responses.calls) == 1
    assert boxes(page) == {
        "text-title": "th 广西绿茶",
        "text-summary": "\nth 清香\n回甘",
        "text-packing": "กล่อง",
        "text-attributes.grower": "th 韦家茶园",
    }


@responses.activate
def test_a_service_that_does_not_answer_loses_nothing(
    desk: Client, draft: ListingDraft, service: None
) -> None:
    responses.post(f"{SERVICE}/translate", status=500)
    typed = sent(desk, draft, "th", **{"text-packing": "กล่อง"})
    answer = desk.post(at(draft, "th"), typed | {"propose": ""})
    assert answer.status_code == 503
    page = page_of(answer)
    assert "The translator does not answer now" in words(the(page, ".notice.bad"))
    assert boxes(page)["text-packing"] == "กล่อง"


def test_of_two_who_write_the_same_text_the_second_is_shown_the_firsts(
    desk: Client, draft: ListingDraft, owner: User
) -> None:
    typed = sent(desk, draft, "en", **{"text-title": "Mine", "text-packing": "Carton"})
    LISTINGS.translate(draft=draft, language="en", texts={"title": "Theirs"}, reviewed=(), by=owner)
    answer = desk.post(at(draft, "en"), typed)
    assert answer.status_code == 409
    page = page_of(answer)
    assert "Theirs" in words(the(page, ".error-summary dd"))
    assert boxes(page)["text-title"] == "Mine"
    assert document_of(draft).title["en"] == "Theirs"
    form = the(page, "form.stack-l")
    again = {str(box["name"]): box.get("value", "") for box in form.select("input[type=hidden], input.input")}
    assert desk.post(at(draft, "en"), again).status_code == 302
    assert document_of(draft).title["en"] == "Mine"


def test_a_form_that_was_made_up_is_never_taken_for_one_that_was_seen(
    desk: Client, draft: ListingDraft
) -> None:
    assert desk.post(at(draft, "en"), {"text-title": "x"}).status_code == 409
    assert "en" not in document_of(draft).title


@pytest.mark.parametrize("code", ["zh-hans", "xx"])
def test_a_language_it_is_not_translated_into_has_no_page(
    desk: Client, draft: ListingDraft, code: str
) -> None:
    assert desk.get(at(draft, code)).status_code == 404


def test_pages_ask_as_much_however_many_texts_there_are(
    desk: Client, draft: ListingDraft, owner: User
) -> None:
    def asked(*more: str) -> int:
        desk.get(at(draft, *more))
        with CaptureQueriesContext(connection) as queries:
            desk.get(at(draft, *more))
        return len(queries)

    few = (asked(), asked("en"))
    full = {"title": "T", "packing": "P", "attributes.grower": "G", "summary": "S"}
    for code in codes()[1:]:
        draft = LISTINGS.translate(draft=draft, language=code, texts=full, reviewed=full, by=owner)
    assert (asked(), asked("en")) == few
    assert max(few) <= 10
