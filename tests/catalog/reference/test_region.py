"""China and the eleven members of ASEAN, and the places trade passes through."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from catalog.reference import selectors
from catalog.reference.models import City, Country, Currency, Incoterm

pytestmark = pytest.mark.usefixtures("reference_data")
languages = [code for code, _ in settings.LANGUAGES]
# Hours east of UTC, as the facts the portal was built on give them.
OFFSETS = {
    "CN": [8],
    "BN": [8],
    "KH": [7],
    "ID": [7, 8, 9],
    "LA": [7],
    "MY": [8],
    "MM": [6.5],
    "PH": [8],
    "SG": [8],
    "TH": [7],
    "TL": [9],
    "VN": [7],
}


def test_the_twelve_come_first_and_in_order() -> None:
    assert [country.code for country in selectors.portal_countries()] == list(OFFSETS)
    assert [choice.code for choice in selectors.country_choices("en")][:12] == list(OFFSETS)
    assert [country.code for country in Country.objects.all()][:12] == list(OFFSETS)


def test_eleven_members_and_when_they_joined() -> None:
    years = {country.code: country.asean_since for country in selectors.asean_members()}
    assert len(years) == 11
    assert "CN" not in years
    assert sorted(code for code, year in years.items() if year == 1967) == ["ID", "MY", "PH", "SG", "TH"]
    assert (years["BN"], years["VN"], years["LA"], years["MM"], years["KH"]) == (1984, 1995, 1997, 1997, 1999)
    assert years["TL"] == 2025


def test_clocks_of_the_twelve_agree_with_the_time_zone_database() -> None:
    noon = datetime(2026, 9, 17, 12, 0)
    for country in selectors.portal_countries():
        offsets = [noon.replace(tzinfo=ZoneInfo(zone)).utcoffset() for zone in country.time_zones]
        assert [offset.total_seconds() / 3600 for offset in offsets if offset] == OFFSETS[country.code]


def test_every_country_of_the_twelve_has_a_currency_and_a_language() -> None:
    for country in selectors.portal_countries():
        assert country.currency is not None
        assert country.languages
    assert Country.objects.get(pk="TL").currency_id == "USD"
    assert Country.objects.get(pk="FR").currency_id is None
    assert Country.objects.get(pk="FR").iso3 == "FRA"


def test_countries_after_the_twelve_are_sorted_as_the_reader_expects() -> None:
    english = [choice.name for choice in selectors.country_choices("en")][12:]
    assert english.index("Åland Islands") < english.index("Albania") < english.index("Zambia")
    chinese = [choice.name for choice in selectors.country_choices("zh-hans")][12:]
    assert chinese.index("阿根廷") < chinese.index("法国") < chinese.index("智利")
    assert len(english) == len(chinese) == 249 - 12


def test_rows_are_named_in_the_language_of_the_page() -> None:
    with override("vi"):
        assert Country.objects.get(pk="CN").name == "Trung Quốc"
        assert Currency.objects.get(pk="CNY").name == "Nhân dân tệ"
    assert Incoterm.objects.get(pk="FOB").term.code == "FOB"


def test_guangxi_has_fourteen_prefectures_and_two_border_cities() -> None:
    cities = selectors.cities_of(region="guangxi")
    assert cities.filter(kind=City.Kind.PREFECTURE).count() == 14
    assert {city.slug for city in cities.filter(kind=City.Kind.COUNTY)} == {"pingxiang", "dongxing"}
    assert cities[0].slug == "nanning"


def test_every_country_of_the_twelve_has_its_capital() -> None:
    capitals = City.objects.filter(kind=City.Kind.CAPITAL).values_list("country", flat=True)
    assert sorted(capitals) == sorted(OFFSETS)


def test_every_place_is_named_in_ten_languages_and_marked_unconfirmed() -> None:
    for city in selectors.cities_of():
        assert set(city.names) == set(languages), city.slug
        assert all(city.names.values()), city.slug
        assert not city.coordinates_confirmed
        assert not city.names_reviewed


@pytest.mark.parametrize(
    ("slug", "language", "name"),
    [
        ("nanning", "vi", "Nam Ninh"),
        ("nanning", "th", "หนานหนิง"),
        ("mong-cai", "zh-hans", "芒街"),
        ("singapore", "ms", "Singapura"),
        ("vientiane", "lo", "ວຽງຈັນ"),
        ("yangon", "my", "ရန်ကုန်"),
        ("phnom-penh", "km", "ភ្នំពេញ"),
        ("hai-phong", "fil", "Hai Phong"),
        ("hai-phong", "xx", "Hai Phong"),
    ],
)
def test_names_of_places(slug: str, language: str, name: str) -> None:
    assert selectors.city_name(City.objects.get(pk=slug), language) == name


def test_many_names_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        names = selectors.city_names({"nanning", "hanoi", "atlantis"}, "vi")
    assert names == {"nanning": "Nam Ninh", "hanoi": "Hà Nội"}


def test_ports_are_reached_by_water() -> None:
    ports = {city.slug for city in selectors.ports()}
    assert {
        "qinzhou",
        "fangchenggang",
        "beihai",
        "wuzhou",
        "port-klang",
        "laem-chabang",
        "singapore",
    } <= ports
    assert not {"nanning", "pingxiang", "kuala-lumpur", "hanoi"} & ports


def test_places_lie_where_their_country_is() -> None:
    """Approximate is allowed, a swapped latitude and longitude is not."""
    for city in selectors.cities_of():
        assert -11 < city.lat < 41, city.slug
        assert 92 < city.lon < 127, city.slug
    for city in selectors.cities_of(country="CN", region="guangxi"):
        assert 20 < city.lat < 27, city.slug
        assert 104 < city.lon < 113, city.slug
