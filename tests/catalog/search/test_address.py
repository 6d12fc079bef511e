"""A query as an address: all of it, and whatever an address may hold."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.search.address import address_of, narrowed, pairs_of, read_query, without_further
from catalog.search.contributors import CONTRIBUTORS, Facet
from catalog.search.understanding import PriceBand, Query
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db
NAMES = (
    "q kind country TH.province sort page literal price_from price_to currency per moq lead read"
).split()
COUNTRIES = {"TH": "Thailand", "VN": "Viet Nam"}


@pytest.fixture(autouse=True)
def _rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shelf with a facet of countries; whoever chose one may choose a province of it."""

    def labels(values: Sequence[str], language: str) -> dict[str, str]:
        return {value: COUNTRIES[value] for value in values if value in COUNTRIES}

    def provinces(chosen: dict[str, Sequence[str]], language: str) -> list[Facet]:
        return [
            Facet(f"{country}.province", "Province", lambda values, _: {value: value for value in values})
            for country in chosen.get("country", ())
        ]

    shelf = Shelf().contributor(facets=(Facet("country", "Country", labels),), further=provinces)
    monkeypatch.setattr(CONTRIBUTORS, "_entries", {"thing": shelf})


def read(address: str, currency: str = "") -> Query:
    return read_query(QueryDict(address), "en", currency)


@pytest.mark.parametrize(
    "address",
    [
        "q=durian",
        "q=durian&kind=thing&country=TH&country=VN&sort=newest",
        "country=TH&TH.province=Trat&TH.province=Loei",
        "q=durian&literal=1&per=kg&price_from=10&price_to=12.50&currency=VND&moq=0.5&lead=15",
        "q=a&price_to=1000&currency=USD&read=th&sort=dearest&view=grid&page=7",
    ],
)
def test_an_address_holds_all_of_a_query(address: str) -> None:
    query = read(address)
    assert query.unknown == ()
    again = read(urlencode(pairs_of(query)))
    assert again == query
    assert sorted(pairs_of(again)) == sorted(pairs_of(query))


def test_what_goes_without_saying_is_not_said() -> None:
    assert address_of(read("q=&page=1&sort=best&literal=0&view=list&price_from=&moq=&lead=")) == "/en/search/"


def a_number(chosen: dict[str, Sequence[str]], language: str) -> list[Facet]:
    return [Facet("TH.height", "Height", lambda values, language: {}, unit="m")] * ("country" in chosen)


def test_bounds_of_a_number_are_said_by_its_name_and_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(CONTRIBUTORS, "_entries", {"thing": Shelf().contributor(further=a_number)})
    query = read("country=TH&TH.height_from=0.5&TH.height_to=1200")
    assert query.ranges == {"TH.height": (500, 1_200_000)}
    assert read(urlencode(pairs_of(query))) == query
    assert read("country=TH&TH.height_from=9&TH.height_to=2").ranges == {"TH.height": (2000, 9000)}
    assert read("country=TH&TH.height_from=tall").unknown == ("tall",)
    assert read("TH.height_from=9").ranges == {}
    assert without_further(query).ranges == {}


def test_a_band_is_in_the_currency_it_names_else_in_the_readers() -> None:
    assert read("price_to=5&currency=THB", "VND").band == PriceBand(None, Decimal(5), "THB")
    assert read("price_to=5", "VND").band == PriceBand(None, Decimal(5), "VND")
    assert read("price_to=5").band == PriceBand(None, Decimal(5), "USD")
    assert read("currency=THB").band is None


def test_ends_the_wrong_way_round_are_exchanged() -> None:
    assert read("price_from=9&price_to=5&currency=CNY").band == PriceBand(Decimal(5), Decimal(9), "CNY")


def test_bounds_are_kept_as_the_index_holds_them() -> None:
    assert read("moq=0.5&lead=15").ranges == {"moq": (None, 500), "lead_time": (None, 15)}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("country=TH&country=XX", ["XX"]),
        ("TH.province=Trat", []),
        ("kind=thing&kind=dragon", ["dragon"]),
        ("sort=upwards&per=ell&read=tlh", ["upwards", "ell", "tlh"]),
        ("price_from=cheap&price_to=-3&currency=XXX", ["cheap", "-3", "XXX"]),
        ("moq=0&lead=99999", ["0", "99999"]),
        ("page=0", ["0"]),
        ("page=-1&country=%00", ["-1"]),
        ("page=" + "9" * 5000, ["9" * 40]),
        ("country=" + "y" * 500, ["y" * 40]),
        ("&".join(f"country=X{number}" for number in range(500)), [f"X{number}" for number in range(5)]),
        ("country=%ED%A0%80", ["???"]),
    ],
)
def test_what_means_nothing_here_is_left_out_and_told(address: str, told: list[str]) -> None:
    query = read(address)
    unknown = [value.replace("\ufffd", "?") for value in query.unknown]
    assert sorted(unknown) == sorted(told)
    assert read(urlencode(pairs_of(query))).unknown == ()


def test_another_choice_begins_at_the_first_page() -> None:
    query = read("q=x&country=TH&page=3")
    assert pairs_of(narrowed(query, "country", ("VN",))) == [("q", "x"), ("country", "VN")]
    assert pairs_of(narrowed(query, "country", ())) == [("q", "x")]


def test_choices_that_only_another_choice_offered_go_with_it() -> None:
    query = read("country=TH&TH.province=Trat")
    assert [facet.name for facet in query.further] == ["TH.province"]
    assert without_further(query).filters == {"country": ("TH",)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.text(max_size=40),
    )
)
def test_no_address_is_an_error_and_reading_it_twice_changes_nothing(address: dict[str, str]) -> None:
    typed = QueryDict(mutable=True)
    for name, value in address.items():
        typed[name] = value
    query = read_query(typed, "en")
    again = read(urlencode(pairs_of(query)))
    assert again == query
    assert again.unknown == ()
