"""What blocks refuse, in plain words and where it was written."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.files.models import Picture
from portal.pages.blocks.charts import ChartBlock
from portal.pages.blocks.links import LinkBlock, TargetBlock, local_path
from portal.pages.blocks.pictures import DescribedPictureBlock, VideoBlock
from portal.pages.blocks.texts import SourceBlock
from tests.portal.pages.conftest import SOURCE, chart

pytestmark = pytest.mark.django_db


def messages(error: ValidationError) -> str:
    """Return everything an editor is told, wherever in the block it stands."""
    return str(getattr(error, "as_json_data", lambda: error.messages)())


def refused(block: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as found:
        block.clean(block.to_python(value))
    return messages(found.value)


def test_a_chart_with_a_hole_is_refused_at_the_cell() -> None:
    block = ChartBlock()
    with pytest.raises(ValidationError) as found:
        block.clean(block.to_python(chart([["2023", "1"], ["2024", None]])))
    said = found.value.as_json_data()  # type: ignore[attr-defined]
    cell = said["blockErrors"]["table"]["blockErrors"][1][1]
    assert cell["messages"] == ["This cell is empty. Write a number, or take the row out."]
    with pytest.raises(ValidationError) as found:
        block.clean(block.to_python(chart([["2023", "1"], [" ", "2"]])))
    assert "Write what the row is called" in messages(found.value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (chart([["2023", "1"]]), "two to twenty-four rows"),
        (chart([["甲"], ["乙"]], ("年份",)), "at least one"),
        (chart([["甲", "1"], ["乙", "2"]], ("年份", " ")), "Every column needs its heading"),
        (chart([["甲", "1"], ["乙", "-2"]]), "no negative numbers"),
        (chart([["甲", *"12345"], ["乙", *"12345"]], ("年", *"abcde")), "at most four"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused_in_plain_words(value: Any, said: str) -> None:
    assert said in refused(ChartBlock(), value)


def test_a_whole_chart_is_taken() -> None:
    block = ChartBlock()
    taken = block.clean(block.to_python(chart([["2023", "1"], ["2024", "2.5"]])))
    assert taken["table"].row_data[1]["values"] == ["2024", Decimal("2.5")]


def test_a_picture_without_text_alternative_is_refused_with_a_way_out(tea_leaf: Picture) -> None:
    block = DescribedPictureBlock()
    assert block.clean(tea_leaf) == tea_leaf
    Picture.objects.update(alt={"th": ""})
    with pytest.raises(ValidationError) as found:
        block.clean(tea_leaf)
    assert "no text alternative" in messages(found.value)
    assert "Images" in messages(found.value)


def test_a_source_needs_an_address_and_a_day_that_has_been() -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "still to come" in refused(SourceBlock(), SOURCE | {"checked_on": tomorrow})
    assert "address" in refused(SourceBlock(), SOURCE | {"address": ""})


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/th/goods/", "/goods/"),
        ("/goods/?country=TH", "/goods/?country=TH"),
        ("http://localhost:8000/my/gi/", "/gi/"),
        ("https://example.org/a", "https://example.org/a"),
        ("/en", "/"),
    ],
)
def test_an_address_of_the_portal_loses_its_language(address: str, kept: str) -> None:
    assert local_path(address) == kept


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "goods", "//elsewhere.example/", "ftp://example.org/"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    assert "Write an address of this portal" in refused(TargetBlock(), {"address": address})


def test_a_link_leads_to_one_place_and_has_words() -> None:
    both = {"page": None, "address": ""}
    assert "one of the two" in refused(TargetBlock(), both)
    nameless = {"words": {}, "target": {"address": "/goods/"}}
    assert "at least one language" in refused(LinkBlock(), nameless)
    LinkBlock().clean(LinkBlock().to_python(nameless | {"words": {"th": "สินค้า"}}))


def test_a_film_is_ours_or_elsewhere_and_of_a_kind_that_plays(paper: Any) -> None:
    both = {"title": "茶山", "film": paper.pk, "address": "https://films.example/"}
    assert "one of the two" in refused(VideoBlock(), both)
    assert "one of the two" in refused(VideoBlock(), {"title": "茶山"})
    assert "MP4" in refused(VideoBlock(), {"title": "茶山", "film": paper.pk, "address": ""})
