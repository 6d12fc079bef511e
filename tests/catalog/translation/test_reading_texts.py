"""A reader gets each text in the nearest language there is, and is told which one it is."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from catalog.merchants.models import Storefront
from catalog.products.models import GeographicalIndication
from catalog.reference.languages import chain, html_tag, near, pick
from catalog.translation.models import TextState
from catalog.translation.originals import original, own_words
from catalog.translation.selectors import local_text, local_texts, localized, states_of
from catalog.translation.services import project_texts, set_source, write_texts
from catalog.translation.texts import LocalText
from tests.catalog.translation.records import company, indication, storefront

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def in_list(language: str, *, with_state: bool = False) -> dict[str, Any]:
    """Return the only record as a list reads it."""
    columns = localized(GeographicalIndication, "name", language, with_state=with_state)
    rows = GeographicalIndication.objects.rewrite(False).annotate(**columns).values(*columns)
    return dict(rows.get())


def write(record: GeographicalIndication, *languages: str) -> None:
    """Give the record a name in each of these languages: the code of the language."""
    project_texts(target=record, texts={"name": {code: f"in {code}" for code in languages}})


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("th", "km", ["th", "en", "km", "zh-hans", "vi", "id", "ms", "fil", "lo", "my"]),
        ("id", "zh-hans", ["id", "ms", "en", "zh-hans", "vi", "th", "fil", "km", "lo", "my"]),
        ("ms", "ms", ["ms", "id", "en", "zh-hans", "vi", "th", "fil", "km", "lo", "my"]),
        ("en", "lo", ["en", "lo", "zh-hans", "vi", "th", "id", "ms", "fil", "km", "my"]),
        ("zh-hans", "my", ["zh-hans", "en", "my", "vi", "th", "id", "ms", "fil", "km", "lo"]),
        ("th", "", ["th", "en", "zh-hans", "vi", "id", "ms", "fil", "km", "lo", "my"]),
    ],
)
def test_the_chain_is_the_reader_the_helpers_the_source_and_then_anything(
    language: str, source: str, expected: list[str]
) -> None:
    assert list(chain(language, source)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chain_has_every_language_once(language: str) -> None:
    for source in LANGUAGES:
        assert sorted(chain(language, source)) == sorted(LANGUAGES)
    assert near(language)[0] == language
    assert "en" in near(language)


def test_a_language_the_portal_has_not_is_served_in_english_first() -> None:
    assert chain("fr", "km")[:2] == ("en", "km")


def test_texts_kept_as_json_follow_the_same_chain() -> None:
    assert pick({"ms": "teh", "en": "tea"}, "id") == ("teh", "ms")
    assert pick({"en": "", "km": "តែ"}, "th", "km") == ("តែ", "km")
    assert pick({}, "th") == ("", "")


def test_html_names_a_script_with_a_capital_letter() -> None:
    assert [html_tag(code) for code in ("zh-hans", "en", "fil", "pt-br")] == ["zh-Hans", "en", "fil", "pt-BR"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("zh-hans", LANGUAGES),
        ("km", ["km"]),
        ("km", ["km", "zh-hans", "vi"]),
        ("km", ["km", "en"]),
        ("zh-hans", ["zh-hans", "id"]),
        ("my", ["my", "ms", "th"]),
        ("lo", ["vi", "my"]),
        ("lo", []),
    ],
)
def test_a_list_and_a_page_choose_the_same_text(language: str, source: str, written: list[str]) -> None:
    """The same rule is written twice, once in Python and once in SQL: they must agree."""
    tea = indication(source_language=source)
    write(tea, *written)
    row = in_list(language)
    page = local_text(tea, "name", language)
    expected = next((code for code in chain(language, source) if code in written), "")
    assert row["name_lang"] == expected
    assert row["name_text"] == page.value == (f"in {expected}" if expected else "")
    assert page.language == (expected or language)


@pytest.mark.django_db
def test_empty_and_missing_are_the_same() -> None:
    tea = indication()
    set_source(target=tea, texts={"name": "茶"})
    write_texts(target=tea, language="th", texts={"name": "ชา"}, state="reviewed")
    write_texts(target=tea, language="th", texts={"name": ""}, state="reviewed")
    tea.refresh_from_db()
    assert (tea.name_th, tea.name_en) == ("", None)
    assert in_list("th") == {"name_text": "茶", "name_lang": "zh-hans"}


@pytest.mark.django_db
def test_the_state_comes_with_the_list() -> None:
    tea = indication(source_language="km")
    write(tea, "km", "th", "vi")
    write_texts(target=tea, language="vi", texts={"name": "Trà"}, state="reviewed")
    assert in_list("th", with_state=True)["name_state"] == "machine"
    assert in_list("vi", with_state=True)["name_state"] == "reviewed"
    assert in_list("km", with_state=True)["name_state"] == "source"
    assert in_list("lo", with_state=True) == {"name_text": "in km", "name_lang": "km", "name_state": "source"}


@pytest.mark.django_db
def test_a_record_without_any_text_has_no_state() -> None:
    indication()
    assert in_list("th", with_state=True) == {"name_text": "", "name_lang": "", "name_state": ""}


@pytest.mark.django_db
def test_a_text_nobody_vouched_for_is_shown_as_made_by_a_machine() -> None:
    tea = indication()
    write(tea, "zh-hans", "th")
    TextState.objects.all().delete()
    assert in_list("th", with_state=True)["name_state"] == "machine"
    assert local_text(tea, "name", "th").state == "machine"
    assert local_text(tea, "name", "zh-hans").state == "source"


@pytest.mark.django_db
def test_a_list_reaches_over_a_relation() -> None:
    firm = company(source_language="km")
    set_source(target=firm, texts={"name": "ម្រេចកំពត"})
    write_texts(target=firm, language="en", texts={"name": "Kampot Pepper"}, state="machine")
    shop = storefront(firm)
    set_source(target=shop, texts={"tagline": "ល្អបំផុត"})
    columns = {
        **localized(Storefront, "organization__name", "th", with_state=True),
        **localized(Storefront, "tagline", "th"),
    }
    row = Storefront.objects.rewrite(False).annotate(**columns).values(*columns).get()
    assert row == {
        "organization_name_text": "Kampot Pepper",
        "organization_name_lang": "en",
        "organization_name_state": "machine",
        "tagline_text": "ល្អបំផុត",
        "tagline_lang": "km",
    }


@pytest.mark.django_db
def test_a_list_through_the_translating_manager_reads_the_same() -> None:
    tea = indication()
    write(tea, "zh-hans", "ms")
    columns = localized(GeographicalIndication, "name", "id")
    assert GeographicalIndication.objects.annotate(**columns).values(*columns).get() == in_list("id")


@pytest.mark.django_db
def test_the_maker_s_own_words_stand_beside_the_reader_s() -> None:
    tea = indication(source_language="km")
    write(tea, "km", "en")
    columns = {**localized(GeographicalIndication, "name", "th"), **own_words(GeographicalIndication, "name")}
    row = GeographicalIndication.objects.rewrite(False).annotate(**columns).values(*columns).get()
    assert original(row, "name") == LocalText("in km", "km", "source")
    columns = {**localized(GeographicalIndication, "name", "km"), **own_words(GeographicalIndication, "name")}
    row = GeographicalIndication.objects.rewrite(False).annotate(**columns).values(*columns).get()
    assert original(row, "name") is None


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 24])
def test_a_list_of_any_length_is_one_query(rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        write(indication(f"tea-{number}"), "zh-hans", "en")
    ContentType.objects.get_for_model(GeographicalIndication)
    with django_assert_num_queries(1):
        columns = {
            **localized(GeographicalIndication, "name", "th", with_state=True),
            **localized(GeographicalIndication, "story", "th"),
            **own_words(GeographicalIndication, "name"),
        }
        found = list(GeographicalIndication.objects.rewrite(False).annotate(**columns).values(*columns)[:24])
    assert len(found) == rows
    assert {row["name_lang"] for row in found} == {"en"}


def test_a_field_that_is_not_translated_is_the_caller_s_error() -> None:
    with pytest.raises(ValueError, match=r"GeographicalIndication\.slug is not a translated field"):
        localized(GeographicalIndication, "slug", "th")
    with pytest.raises(ValueError, match="slug leads to no model"):
        localized(Storefront, "slug__name", "th")


@pytest.mark.django_db
def test_all_texts_of_a_page_are_one_query(django_assert_num_queries: Any) -> None:
    tea = indication()
    project_texts(
        target=tea,
        texts={"name": {"zh-hans": "六堡茶", "th": "ชา"}, "story": {"zh-hans": "故事", "en": "Story"}},
    )
    with django_assert_num_queries(1):
        found = local_texts(tea, "th")
    assert found["name"] == LocalText("ชา", "th", "machine")
    assert found["story"] == LocalText("Story", "en", "machine")
    states = states_of(tea)
    with django_assert_num_queries(0):
        assert local_text(tea, "name", "lo", states=states) == LocalText("六堡茶", "zh-hans", "source")
    assert set(local_texts(tea, "th", ["story"])) == {"story"}


@pytest.mark.django_db
def test_a_page_without_a_text_says_that_it_is_missing() -> None:
    tea = indication()
    missing = local_text(tea, "story", "th")
    assert missing == LocalText("", "th", "missing")
    assert not missing
