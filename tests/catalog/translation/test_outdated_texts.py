"""A translation is outdated from the moment its source changes until somebody looks at it again."""

from typing import Any

import pytest

from catalog.products.models import GeographicalIndication
from catalog.translation.selectors import Completeness, completeness, local_text
from catalog.translation.services import project_texts, set_source, write_texts
from catalog.translation.texts import digest
from tests.catalog.translation.records import indication

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea() -> Any:
    """Written in Chinese, reviewed in English, translated by machine into Thai."""
    record = indication()
    set_source(target=record, texts={"name": "六堡茶", "story": "梧州的黑茶。"})
    write_texts(
        target=record, language="en", texts={"name": "Liubao tea", "story": "A dark tea."}, state="reviewed"
    )
    write_texts(target=record, language="th", texts={"name": "ชาลิ่วเป่า"}, state="machine")
    return record


def outdated(record: GeographicalIndication) -> set[tuple[str, str]]:
    return {
        (field, language)
        for field in ("name", "story")
        for language in ("zh-hans", "en", "th")
        if (text := local_text(record, field, language)).outdated and text.language == language
    }


def test_nothing_is_outdated_at_first(tea: GeographicalIndication) -> None:
    assert outdated(tea) == set()


def test_a_changed_source_makes_its_translations_outdated_and_no_others(tea: GeographicalIndication) -> None:
    set_source(target=tea, texts={"name": "陈年六堡茶"})
    assert outdated(tea) == {("name", "en"), ("name", "th")}
    text = local_text(tea, "name", "en")
    assert (text.value, text.state) == ("Liubao tea", "reviewed"), "still shown, with its state"


def test_spaces_and_composition_are_no_change(tea: GeographicalIndication) -> None:
    set_source(target=tea, texts={"name": " 六堡茶 ", "story": "梧州的黑茶。\r\n"})
    assert outdated(tea) == set()


def test_a_source_that_is_changed_back_is_what_it_was(tea: GeographicalIndication) -> None:
    set_source(target=tea, texts={"name": "陈年六堡茶"})
    set_source(target=tea, texts={"name": "六堡茶"})
    assert outdated(tea) == set()


def test_a_new_translation_is_up_to_date(tea: GeographicalIndication) -> None:
    set_source(target=tea, texts={"name": "陈年六堡茶"})
    write_texts(target=tea, language="en", texts={"name": "Aged Liubao tea"}, state="reviewed")
    assert outdated(tea) == {("name", "th")}


def test_the_same_words_written_again_are_confirmed(tea: GeographicalIndication) -> None:
    set_source(target=tea, texts={"name": "六堡黑茶"})
    changed = write_texts(target=tea, language="en", texts={"name": "Liubao tea"}, state="reviewed")
    assert changed == {("name", "en")}
    assert outdated(tea) == {("name", "th")}


def test_a_machine_does_not_touch_a_reviewed_text_even_when_it_is_outdated(
    tea: GeographicalIndication,
) -> None:
    set_source(target=tea, texts={"name": "陈年六堡茶"})
    for language in ("en", "th"):
        write_texts(target=tea, language=language, texts={"name": "Aged tea"}, state="machine")
    assert outdated(tea) == {("name", "en")}
    assert local_text(tea, "name", "en").value == "Liubao tea"


def test_a_document_with_a_new_source_leaves_the_unchanged_translations_outdated(
    tea: GeographicalIndication,
) -> None:
    states = {"name": {"en": "reviewed"}}
    project_texts(
        target=tea,
        texts={"name": {"zh-hans": "陈年六堡茶", "en": "Liubao tea", "th": "ชาเก่า"}},
        states=states,
    )
    assert outdated(tea) == {("name", "en")}
    project_texts(
        target=tea,
        texts={"name": {"zh-hans": "陈年六堡茶", "en": "Aged Liubao tea", "th": "ชาเก่า"}},
        states=states,
    )
    assert outdated(tea) == set()


def test_a_document_published_again_confirms_nothing(tea: GeographicalIndication) -> None:
    document = {"name": {"zh-hans": "陈年六堡茶", "en": "Liubao tea"}}
    for _time in range(2):
        project_texts(target=tea, texts=document, states={"name": {"en": "reviewed"}})
    assert outdated(tea) == {("name", "en")}


def test_a_document_that_says_what_a_translation_was_made_from_is_believed(
    tea: GeographicalIndication,
) -> None:
    texts = {"name": {"zh-hans": "陈年六堡茶", "en": "Liubao tea", "th": "ชาเก่า"}}
    now, before = digest("陈年六堡茶"), digest("六堡茶")
    project_texts(target=tea, texts=texts, made_from={"name": {"en": now, "th": before}})
    assert outdated(tea) == {("name", "th")}, "new words of the old source, old words looked at again"
    project_texts(target=tea, texts=texts, made_from={"name": {"zh-hans": before}})
    assert outdated(tea) == {("name", "th")}, (
        "an original is made from nothing; saying nothing changes nothing"
    )
    project_texts(target=tea, texts=texts, made_from={"name": {"th": now}})
    assert outdated(tea) == set()


def test_a_record_that_changes_its_language_has_another_original(tea: GeographicalIndication) -> None:
    tea.source_language = "en"
    tea.save(update_fields=["source_language"])
    project_texts(
        target=tea,
        texts={
            "name": {"zh-hans": "六堡茶", "en": "Liubao tea"},
            "story": {"zh-hans": "梧州的黑茶。", "en": "A dark tea."},
        },
    )
    assert local_text(tea, "name", "en").state == "source"
    assert local_text(tea, "name", "zh-hans").state == "machine"
    assert outdated(tea) == set()


def test_completeness_counts_each_text_once(tea: GeographicalIndication) -> None:
    set_source(target=tea, texts={"name": "陈年六堡茶"})
    found = completeness(tea)
    assert "zh-hans" not in found
    assert len(found) == 9
    assert found["en"] == Completeness("en", total=2, reviewed=1, outdated=1)
    assert found["th"] == Completeness("th", total=2, outdated=1, missing=1)
    assert found["lo"] == Completeness("lo", total=2, missing=2)
    assert [found[code].percent for code in ("en", "th", "lo")] == [100, 50, 0]


def test_a_text_the_source_has_not_is_not_missing_elsewhere() -> None:
    pepper = indication("kampot-pepper", source_language="km")
    set_source(target=pepper, texts={"name": "ម្រេចកំពត"})
    write_texts(target=pepper, language="en", texts={"name": "Kampot pepper"}, state="machine")
    assert completeness(pepper)["en"] == Completeness("en", total=1, machine=1)


def test_a_record_without_texts_is_complete() -> None:
    assert completeness(indication("empty"))["en"].percent == 100


def test_completeness_is_one_query(tea: GeographicalIndication, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        completeness(tea)
