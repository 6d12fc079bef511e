"""Lines of a form that come and go by buttons take everything typed into them along, and nothing else."""

import pytest
from django.http import QueryDict

from catalog.products.listing_form.whole import with_one_more, without

TYPED = (
    "day_0_title=a&day_0_place_0_slug=x&day_1_title=b&day_1_open=on&day_2_title=c"
    "&daybook=1&title=t&tag=1&tag=2"
)


def test_one_more_line_stands_below_the_others() -> None:
    more = with_one_more(QueryDict(TYPED), "day")
    assert set(more) - set(QueryDict(TYPED)) == {"day_3_"}
    assert set(with_one_more(QueryDict("title=t"), "day")) == {"title", "day_0_"}
    assert "day_4_" in with_one_more(more, "day")


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (0, {"day_0_title": "b", "day_0_open": "on", "day_1_title": "c"}),
        (1, {"day_0_title": "a", "day_0_place_0_slug": "x", "day_1_title": "c"}),
        (2, {"day_0_title": "a", "day_0_place_0_slug": "x", "day_1_title": "b", "day_1_open": "on"}),
        (
            9,
            {
                "day_0_title": "a",
                "day_0_place_0_slug": "x",
                "day_1_title": "b",
                "day_1_open": "on",
                "day_2_title": "c",
            },
        ),
    ],
)
def test_without_a_line_those_below_move_up_whole(line: int, left: dict[str, str]) -> None:
    found = without(QueryDict(TYPED), "day", line)
    assert {name: found[name] for name in found if name.startswith("day_")} == left
    assert (found["daybook"], found["title"], found.getlist("tag")) == ("1", "t", ["1", "2"])


def test_what_was_sent_stays_as_it_was() -> None:
    sent = QueryDict(TYPED)
    without(sent, "day", 0)
    with_one_more(sent, "day")
    assert sent == QueryDict(TYPED)
