"""Every component: documented, shown on the style page in every state, and sound HTML."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from portal.style.specimens import SpecimenForm, all_states, refused

FOLDER = Path(settings.BASE_DIR) / "portal" / "templates" / "components"
STATES = [(name, state) for name, states in all_states().items() for state in states]


def shown(name: str, **context: Any) -> BeautifulSoup:
    return BeautifulSoup(render_to_string(f"components/{name}.html", context), "html.parser")


def part(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, f"{selector} is not in {page}"
    return found


def test_the_style_page_knows_every_component() -> None:
    assert set(all_states()) == {path.stem for path in FOLDER.glob("*.html")}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_each_says_at_its_top_what_it_needs(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("{# Context: ")
    assert first.endswith(" #}")


@pytest.mark.parametrize(("name", "state"), STATES, ids=[name for name, _ in STATES])
def test_each_state_is_sound_html(name: str, state: dict[str, Any]) -> None:
    html = render_to_string(f"components/{name}.html", state)
    assert "{{" not in html
    assert "{%" not in html
    page = BeautifulSoup(html, "html.parser")
    for tag in page.find_all(True):
        assert tag.get("class") != [""]
        assert tag.get("lang") != ""
        assert tag.name != "a" or tag.get("href")
    for use in page.find_all("use"):
        assert use["href"][1:] in symbols()
    assert balanced(html)


def symbols() -> set[str]:
    sprite = BeautifulSoup(render_to_string("navigation/icons.html"), "html.parser")
    return {str(symbol["id"]) for symbol in sprite.find_all("symbol")}


def balanced(html: str) -> bool:
    """Tell whether every element that must be closed is, as often as it is opened."""
    names = "div ul ol li p span a section form dl table article nav details fieldset label".split()
    return all(html.count(f"<{n}>") + html.count(f"<{n} ") == html.count(f"</{n}>") for n in names)


def test_a_foreign_title_names_its_language() -> None:
    card = {"url": "/en/product/pepper/", "title": "ម្រេចកំពត", "title_lang": "km"}
    assert part(shown("card", card=card), "h3 a")["lang"] == "km"
    assert "lang" not in part(shown("card", card=card | {"title_lang": ""}), "h3 a").attrs


def test_the_makers_words_stand_under_the_readers() -> None:
    card = {"url": "#", "title": "Liubao dark tea", "original": "六堡茶", "original_lang": "zh-Hans"}
    original = part(shown("card", card=card), "h3 .original")
    assert (original.text, original["lang"]) == ("六堡茶", "zh-Hans")


def test_what_people_typed_is_escaped() -> None:
    card = {"url": "#", "title": "<script>alert(1)</script>", "meta": "a & b"}
    html = render_to_string("components/card.html", {"card": card})
    assert "<script>" not in html
    assert "a &amp; b" in html


def test_a_price_shows_its_currency_code_and_unit() -> None:
    price = part(shown("price", price={"iso": "CNY", "digits": "35.00", "per": "10 pieces"}), ".price")
    assert " ".join(price.text.split()) == "CNY 35.00 / 10 pieces"


def test_a_price_without_digits_is_on_request() -> None:
    assert part(shown("price", price={"iso": "", "digits": ""}), ".price").text == "Price on request"


def test_the_lowest_of_several_prices_says_so() -> None:
    price = part(shown("price", price={"iso": "THB", "digits": "148.00", "least": True}), ".price")
    assert price.text.startswith("from")


def test_the_pager_keeps_the_choices_and_marks_the_page() -> None:
    state = all_states()["pager"][1]
    page = shown("pager", **state)
    assert part(page, "[aria-current=page]").text == "5"
    assert part(page, "[rel=next]")["href"] == "?q=tea&page=6"
    assert part(page, "[rel=prev]")["href"] == "?q=tea&page=4"
    assert "…" in page.text or len(page.select("a")) > 8


def test_a_single_page_has_no_pager() -> None:
    assert shown("pager", page=Paginator([1, 2], 24).page(1)).find("nav") is None


def test_table_cells_carry_their_columns_name_for_narrow_rooms() -> None:
    state = all_states()["table"][0]
    cells = shown("table", **state).select("tbody td")
    assert [cell["data-label"] for cell in cells[:2]] == ["Quantity", "To"]


def test_an_invalid_field_is_tied_to_its_message() -> None:
    page = shown("field", field=refused("f_%s")["moq"])
    box = part(page, "input")
    ids = str(box["aria-describedby"]).split()
    assert box["aria-invalid"] == "true"
    assert box["class"] == ["input"]
    assert [part(page, f"#{name}").text.strip() for name in ids] == [
        "Your baskets hold 5 kg.",
        "Ensure this value is greater than or equal to 5.",
    ]
    assert part(page, "label")["for"] == box["id"]


def test_the_summary_leads_to_each_wrong_field() -> None:
    form = refused("f_%s")
    links = shown("error_summary", form=form).select("a")
    assert [link["href"] for link in links] == ["#f_moq", "#f_about", "#f_grade", "#f_agree"]


def test_a_good_form_has_no_summary() -> None:
    assert not shown("error_summary", form=SpecimenForm()).text.strip()


def test_facet_choices_are_tied_to_their_labels() -> None:
    page = shown("facet_group", **all_states()["facet_group"][0])
    for box in page.select("input"):
        assert part(page, f"label[for='{box['id']}']")
    assert "checked" in part(page, "input[value=th]").attrs
    assert part(page, "label [lang=vi]").text == "Việt Nam"
