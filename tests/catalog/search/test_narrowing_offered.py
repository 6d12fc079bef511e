"""What an answer can be narrowed down by, and how each choice is taken back: read off a result."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict

from catalog.search import bounds, narrowing
from catalog.search.address import read_query
from catalog.search.contributors import CONTRIBUTORS, Facet, Step
from catalog.search.documents import PRICED
from catalog.search.measured import Comparison
from catalog.search.selectors import Result
from catalog.search.understanding import understand
from catalog.translation.texts import LocalText
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db
TREE = {"asia": "", "thailand": "asia", "trat": "thailand"}


def countries(values: Sequence[str], language: str) -> dict[str, str]:
    return {value: f"in {value}" for value in values if not value.startswith("gone")}


def steps(chosen: str, language: str) -> list[Step]:
    way = [chosen]
    while way[0]:
        way.insert(0, TREE[way[0]])
    below = [place for place, above in TREE.items() if above == chosen]
    places = [(place, True) for place in way if place] + [(place, False) for place in below]
    return [Step(place, LocalText(place.title(), "en"), above) for place, above in places]


def units(values: Sequence[str], language: str) -> dict[str, str]:
    return {value: f"priced by {value}" for value in values}


def further(chosen: Mapping[str, Sequence[str]], language: str) -> list[Facet]:
    height = Facet("height", "Height", lambda values, _: {}, unit="m")
    return [height] if chosen.get("place") else []


@pytest.fixture(autouse=True)
def _rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    facets = (
        Facet("country", "Country", countries),
        Facet("place", "Place", lambda values, _: {one: one for one in values if one in TREE}, steps=steps),
        Facet(PRICED, "Priced", units, quiet=True),
    )
    shelf = Shelf().contributor(facets=facets, further=further)
    monkeypatch.setattr(CONTRIBUTORS, "_entries", {"thing": shelf})


def answer(address: str, **known: Any) -> Result:
    query = read_query(QueryDict(address), "en", "THB")
    return Result(query, understand(query, file_lexicon()), **known)


def leads_to(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query)


def group(result: Result, name: str) -> dict[str, Any] | None:
    return next((one for one in narrowing.groups(result, "en") if one["name"] == name), None)


def test_what_nothing_has_is_not_offered() -> None:
    assert narrowing.groups(answer("q=tea"), "en") == []
    assert narrowing.trees(answer("q=tea"), "en") == []
    assert narrowing.chips(answer("q=tea"), "en") == []


def test_the_twelve_most_frequent_are_offered_and_every_chosen_one() -> None:
    counts = {f"c{number:02}": 100 - number for number in range(20)}
    offered = group(answer("country=c15&country=none", facets={"country": counts}), "country")
    assert offered is not None
    assert [one["value"] for one in offered["choices"]] == [*list(counts)[:12], "c15", "none"]
    assert [one["value"] for one in offered["choices"] if one["checked"]] == ["c15", "none"]
    assert [one["count"] for one in offered["choices"]][-2:] == ["85", "0"]


def test_equal_counts_stand_in_one_order_on_every_page() -> None:
    assert narrowing.shown_values({"b": 2, "a": 2, "c": 3}, ()) == ["c", "a", "b"]


def test_a_value_without_a_name_any_more_is_not_offered() -> None:
    offered = group(answer("", facets={"country": {"gone": 9, "TH": 1}}), "country")
    assert offered is not None
    assert [one["label"] for one in offered["choices"]] == ["in TH"]
    assert group(answer("", facets={"country": {"gone": 9}}), "country") is None


def test_a_facet_shown_elsewhere_on_the_page_is_left_out() -> None:
    result = answer("", facets={"country": {"TH": 1}, PRICED: {"kg": 1}})
    assert [one["name"] for one in narrowing.groups(result, "en")] == ["country"]
    assert narrowing.groups(result, "en", without={"country"}) == []


@pytest.mark.parametrize(
    ("address", "counts", "offered", "checked"),
    [
        ("", {"7": 1, "15": 3}, ["", "7", "15"], [""]),
        ("", {"7": 0, "60": 3}, ["", "60"], [""]),
        ("lead=15", {"7": 1, "15": 3}, ["", "7", "15"], ["15"]),
        ("lead=10", {"7": 1, "15": 3}, ["", "7", "10", "15"], ["10"]),
        ("lead=30", {}, ["", "30"], ["30"]),
    ],
)
def test_one_lead_time_is_chosen_or_any(
    address: str, counts: dict[str, int], offered: list[str], checked: list[str]
) -> None:
    lead = group(answer(address, facets={"lead_time": counts}), "lead")
    assert lead is not None
    assert lead["single"]
    assert [one["value"] for one in lead["choices"]] == offered
    assert [one["value"] for one in lead["choices"] if one["checked"]] == checked


def test_a_lead_time_nobody_counted_has_no_number_beside_it() -> None:
    lead = group(answer("lead=10", facets={"lead_time": {"7": 1}}), "lead")
    assert lead is not None
    assert [(one["label"], one["count"]) for one in lead["choices"]] == [
        ("Any", None),
        ("Up to 7 days", "1"),
        ("Up to 10 days", None),
    ]
    assert narrowing.days_up_to(1, "en") == "Up to 1 day"


def test_a_tree_leads_down_from_where_one_stands_and_back_up() -> None:
    counts = {"asia": 9, "thailand": 4, "trat": 2}
    [tree] = narrowing.trees(
        answer("q=tea&place=thailand&height_from=2&page=3", facets={"place": counts}), "en"
    )
    links = {link["text"]: link for link in tree["links"]}
    assert list(links) == ["All", "Asia", "Thailand", "Trat"]
    assert [text for text, link in links.items() if link.get("current")] == ["Thailand"]
    assert leads_to(links["All"]["url"]) == [("q", "tea")]
    assert leads_to(links["Asia"]["url"]) == [("q", "tea"), ("place", "asia")]
    down = leads_to(links["Trat"]["url"])
    assert down == [("q", "tea"), ("place", "trat"), ("height_from", "2")], (
        "what was stated goes down with one"
    )


def test_a_place_below_without_anything_is_no_link_and_those_above_always_are() -> None:
    [tree] = narrowing.trees(answer("place=thailand", facets={"place": {"trat": 0}}), "en")
    assert [link["text"] for link in tree["links"]] == ["All", "Asia", "Thailand"]


CHOSEN = "q=tea&country=TH&country=VN&price_from=2&price_to=5&moq=1000&lead=15&per=kg&page=2"


@pytest.mark.parametrize(
    ("chip", "left_out"),
    [
        ("in TH", {("country", "TH")}),
        ("in VN", {("country", "VN")}),
        ("THB 2–5 / kg", {("price_from", "2"), ("price_to", "5"), ("currency", "THB")}),
        ("MOQ up to 1,000\u00a0kg", {("moq", "1000")}),
        ("Lead time: Up to 15 days", {("lead", "15")}),
    ],
)
def test_each_choice_is_taken_back_alone(chip: str, left_out: set[tuple[str, str]]) -> None:
    result = answer(CHOSEN, compared=Comparison(unit="kg"))
    made = {one["text"]: one["url"] for one in narrowing.chips(result, "en")}
    assert chip in made, list(made)
    every = {pair for pair in parse_qsl(CHOSEN) if pair[0] != "page"} | {("currency", "THB")}
    assert set(leads_to(made[chip])) == every - left_out


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ("price_from=2", "THB ≥ 2"),
        ("price_to=5", "THB ≤ 5"),
        ("price_from=5&price_to=2", "THB 2–5"),
        ("price_from=1200000&currency=VND", "VND ≥ 1,200,000"),
    ],
)
def test_an_open_band_says_which_end_it_has(ends: str, said: str) -> None:
    assert [one["text"] for one in narrowing.chips(answer(ends), "en")] == [said]


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ("height_from=1.5&height_to=2", "Height: 1.5–2\u00a0m"),
        ("height_from=0.001", "Height: ≥ 0.001\u00a0m"),
        ("height_to=1200", "Height: ≤ 1,200\u00a0m"),
    ],
)
def test_bounds_of_a_stated_number_are_said_with_its_unit(ends: str, said: str) -> None:
    place, height = narrowing.chips(answer(f"place=trat&{ends}"), "en")
    assert (place["text"], height["text"]) == ("trat", said)
    assert leads_to(height["url"]) == [("place", "trat")]
    assert leads_to(place["url"]) == [], "it goes with the place that brought it"


@pytest.mark.parametrize("stated", [None, (1500, 1500)])
def test_a_number_that_tells_nothing_apart_is_not_offered(stated: tuple[int, int] | None) -> None:
    spans = {"height": stated} if stated else {}
    result = answer("place=trat", spans=spans)
    assert group(result, "height") is None
    chosen = answer("place=trat&height_from=9", spans=spans)
    offered = group(chosen, "height")
    assert offered is not None, "a bound that was set can be changed"
    assert [end["value"] for end in offered["ends"]] == ["9", ""]


def test_a_number_says_from_what_to_what_it_goes() -> None:
    offered = group(answer("place=trat", spans={"height": (500, 1_200_000)}), "height")
    assert offered is not None
    assert [(end["name"], end["there"], end["value"]) for end in offered["ends"]] == [
        ("height_from", "0.5", ""),
        ("height_to", "1200", ""),
    ]
    assert offered["span"] == "0.5–1,200\u00a0m"


def test_what_the_form_has_no_field_for_travels_with_it() -> None:
    kept = narrowing.hidden(
        answer(f"{CHOSEN}&place=trat&height_from=2&sort=newest&literal=1&view=grid").query
    )
    assert kept == [("q", "tea"), ("place", "trat"), ("literal", "1"), ("sort", "newest"), ("view", "grid")]


def test_nothing_priced_or_sold_has_no_fields_for_it() -> None:
    assert bounds.measures(answer("q=tea"), "en", "THB") is None


@pytest.mark.parametrize(
    ("address", "reader", "currency"),
    [("", "VND", "VND"), ("", "", "USD"), ("price_to=5&currency=CNY", "VND", "CNY")],
)
def test_prices_are_asked_for_in_the_currency_of_the_band_else_of_the_reader(
    address: str, reader: str, currency: str
) -> None:
    result = answer(address, compared=Comparison(unit="kg", units={"kg": 3, "bag": 1}))
    fields = bounds.measures(result, "en", reader)
    assert fields is not None
    assert [code for code, chosen in fields["currencies"] if chosen] == [currency]
    assert [(unit, chosen) for unit, _name, chosen in fields["units"]] == [("bag", False), ("kg", True)]
    assert (fields["price_from"], fields["price_to"]) == ("", "5" if address else "")


STEPS = {"1000": 0, "10000": 2, "100000": 2, "1000000": 5}


@pytest.mark.parametrize(
    ("address", "counts", "offered"),
    [
        ("", STEPS, [("10\u00a0kg", "2"), ("1,000\u00a0kg", "5")]),
        ("moq=100", STEPS, [("10\u00a0kg", "2"), ("100\u00a0kg", "2"), ("1,000\u00a0kg", "5")]),
        ("", {"10000": 2}, []),
        ("", {}, []),
    ],
)
def test_least_quantities_are_offered_where_one_more_keeps_below(
    address: str, counts: dict[str, int], offered: list[tuple[str, str]]
) -> None:
    result = answer(address, compared=Comparison(unit="kg", units={"kg": 5}, quantities=counts))
    fields = bounds.measures(result, "en", "THB")
    assert fields is not None
    assert [(one["text"], one["count"]) for one in fields["moq_steps"]] == [
        (f"MOQ up to {quantity}", count) for quantity, count in offered
    ]
    assert [one["current"] for one in fields["moq_steps"]] == [
        quantity.startswith("100\u00a0") for quantity, _ in offered
    ]
    for one in fields["moq_steps"]:
        assert dict(leads_to(one["url"]))["per"] == "kg", "ten of what is said in the address"


def test_values_that_have_an_order_stand_in_it_and_the_first_of_them_are_offered() -> None:
    counts = {f"2027-{month:02}": month for month in range(1, 13)} | {"2028-01": 99}
    offered = narrowing.shown_values(counts, ("2029-01", "2026-12", "2027-02"), in_order=True)
    assert offered == ["2026-12", *(f"2027-{month:02}" for month in range(1, 13)), "2029-01"]
    assert narrowing.shown_values(counts, ())[0] == "2028-01"
