"""Every text is written in one place, with its state and the hash of the source it was made from."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.merchants.models import Organization
from catalog.products.models import GeographicalIndication
from catalog.translation.models import TextState
from catalog.translation.selectors import states_of
from catalog.translation.services import forget, project_texts, set_source, write_texts
from catalog.translation.texts import digest
from portal.accounts.models import User
from tests.catalog.translation.records import company, indication, storefront

pytestmark = pytest.mark.django_db
ALL = {
    "zh-hans": "六堡茶",
    "en": "Liubao tea",
    "vi": "Trà Lục Bảo",
    "th": "ชาลิ่วเป่า",
    "id": "Teh Liubao",
    "ms": "Teh Liubao (ms)",
    "fil": "Tsaang Liubao",
    "km": "តែលីវបៅ",
    "lo": "ຊາລິວເປົ່າ",
    "my": "လျူပေါင်လက်ဖက်",
}


def fresh(record: GeographicalIndication) -> Any:
    return GeographicalIndication.objects.get(pk=record.pk)


def test_a_text_goes_to_the_column_of_its_language_only() -> None:
    tea = indication()
    set_source(target=tea, texts={"name": "六堡茶"})
    write_texts(target=tea, language="id", texts={"name": "Teh Liubao"}, state="reviewed")
    stored = fresh(tea)
    assert stored.name_zh_hans == "六堡茶"
    assert stored.name_ind == "Teh Liubao", "Indonesian has a suffix of its own"
    assert (stored.name_en, stored.name_th, stored.name_ms) == (None, None, None)


@pytest.mark.parametrize("active", ["th", "zh-hans", "id", None])
def test_the_language_that_happens_to_be_active_changes_nothing(active: str | None) -> None:
    tea = indication(source_language="km")
    with translation.override(active):
        set_source(target=tea, texts={"name": "តែលីវបៅ"})
        write_texts(target=tea, language="vi", texts={"name": "Trà"}, state="machine")
    stored = fresh(tea)
    assert {code: getattr(stored, f"name_{code}") for code in ("km", "vi", "th", "en")} == {
        "km": "តែលីវបៅ",
        "vi": "Trà",
        "th": None,
        "en": None,
    }


def test_the_record_in_memory_has_what_was_written() -> None:
    tea = indication()
    write_texts(target=fresh(tea), language="th", texts={"name": "ชา"}, state="reviewed")
    write_texts(target=tea, language="en", texts={"name": "Tea"}, state="machine")
    assert tea.name_en == "Tea"
    assert tea.name_th == "ชา", "and what another one had written before"


def test_states_and_hashes_are_kept_beside_the_texts(editor: User) -> None:
    tea = indication()
    set_source(target=tea, texts={"name": "六堡茶", "story": "梧州的黑茶。"}, by=editor.pk)
    write_texts(target=tea, language="en", texts={"name": "Liubao tea"}, state="machine")
    states = states_of(tea)
    assert {place: found.state for place, found in states.items()} == {
        ("name", "zh-hans"): "source",
        ("story", "zh-hans"): "source",
        ("name", "en"): "machine",
    }
    assert states["name", "en"].source_hash == states["name", "zh-hans"].source_hash == digest("六堡茶")
    assert TextState.objects.get(field="story").changed_by == editor
    assert TextState.objects.get(language="en").changed_by is None


def test_what_was_written_is_told() -> None:
    tea = indication()
    assert set_source(target=tea, texts={"name": "茶"}) == {("name", "zh-hans")}
    assert set_source(target=tea, texts={"name": "茶", "story": "故事"}) == {("story", "zh-hans")}
    assert write_texts(target=tea, language="en", texts={"name": "Tea"}, state="machine") == {("name", "en")}
    assert write_texts(target=tea, language="en", texts={"name": "Tea"}, state="machine") == frozenset()
    assert write_texts(target=tea, language="en", texts={"name": "Tea"}, state="reviewed") == {("name", "en")}
    assert write_texts(target=tea, language="en", texts={}, state="reviewed") == frozenset()


def test_writing_the_same_again_writes_nothing() -> None:
    tea = indication()
    texts = {"name": ALL}
    project_texts(target=tea, texts=texts)
    before = list(TextState.objects.values_list("pk", "changed_at"))
    with CaptureQueriesContext(connection) as queries:
        assert project_texts(target=tea, texts=texts) == frozenset()
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert list(TextState.objects.values_list("pk", "changed_at")) == before


def test_a_whole_document_in_ten_languages_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    tea = indication()
    states_of(tea)  # the content type is known from then on
    with django_assert_max_num_queries(6):
        project_texts(target=tea, texts={"name": ALL, "story": ALL})
    assert TextState.objects.count() == 20


def test_a_text_is_kept_clean() -> None:
    tea = indication(source_language="vi")
    decomposed = "Tra\u0300 Lu\u0323c"
    set_source(target=tea, texts={"name": f"  {decomposed}\x00 ", "story": "one\r\ntwo\rthree\n"})
    stored = fresh(tea)
    assert stored.name_vi == "Tr\u00e0 L\u1ee5c"
    assert stored.story_vi == "one\ntwo\nthree"


def test_a_machine_never_replaces_a_reviewed_text() -> None:
    tea = indication()
    set_source(target=tea, texts={"name": "六堡茶"})
    write_texts(target=tea, language="en", texts={"name": "Liubao tea"}, state="reviewed")
    changed = write_texts(
        target=tea, language="en", texts={"name": "Six Fort Tea", "story": "A dark tea."}, state="machine"
    )
    assert changed == {("story", "en")}
    stored = fresh(tea)
    assert stored.name_en == "Liubao tea"
    assert stored.story_en == "A dark tea."
    write_texts(target=tea, language="en", texts={"name": ""}, state="machine")
    assert fresh(tea).name_en == "Liubao tea"


def test_an_empty_text_takes_the_translation_away() -> None:
    tea = indication()
    set_source(target=tea, texts={"name": "六堡茶"})
    write_texts(target=tea, language="en", texts={"name": "Liubao tea"}, state="reviewed")
    assert write_texts(target=tea, language="en", texts={"name": "  "}, state="reviewed") == {("name", "en")}
    assert fresh(tea).name_en == ""
    assert ("name", "en") not in states_of(tea)


def test_the_own_language_is_always_the_original() -> None:
    tea = indication(source_language="lo")
    write_texts(target=tea, language="lo", texts={"name": "ຊາ"}, state="machine")
    assert states_of(tea)["name", "lo"].state == "source"


def test_a_document_empties_the_languages_it_leaves_out() -> None:
    tea = indication()
    project_texts(target=tea, texts={"name": ALL, "story": {"zh-hans": "故事", "en": "Story"}})
    project_texts(target=tea, texts={"name": {"zh-hans": "六堡茶", "th": "ชา"}})
    stored = fresh(tea)
    assert (stored.name_th, stored.name_en, stored.name_ind) == ("ชา", "", "")
    assert stored.story_en == "Story", "a field the document does not name stays"
    assert {language for field, language in states_of(tea) if field == "name"} == {"zh-hans", "th"}


def test_a_document_says_which_texts_were_reviewed() -> None:
    tea = indication()
    project_texts(target=tea, texts={"name": ALL}, states={"name": {"en": "reviewed", "th": "machine"}})
    states = states_of(tea)
    assert states["name", "en"].state == "reviewed"
    assert states["name", "th"].state == "machine"
    assert states["name", "vi"].state == "machine", "what nobody vouched for was made by a machine"
    assert states["name", "zh-hans"].state == "source"


def test_a_document_may_take_a_review_back() -> None:
    tea = indication()
    project_texts(target=tea, texts={"name": ALL}, states={"name": {"en": "reviewed"}})
    project_texts(target=tea, texts={"name": {**ALL, "en": "Six Fort Tea"}})
    assert fresh(tea).name_en == "Six Fort Tea"
    assert states_of(tea)["name", "en"].state == "machine"


def test_a_storefront_is_written_in_its_organization_s_language() -> None:
    shop = storefront(company(source_language="km"))
    set_source(target=shop, texts={"tagline": "ម្រេចកំពត", "about": "អំពីយើង"})
    assert shop.tagline_km == "ម្រេចកំពត"
    assert states_of(shop)["about", "km"].state == "source"


def test_a_text_longer_than_its_column_is_refused_and_nothing_is_written() -> None:
    tea = indication()
    with pytest.raises(ValidationError) as caught:
        write_texts(target=tea, language="th", texts={"story": "ชา", "name": "ก" * 161}, state="reviewed")
    assert list(caught.value.message_dict) == ["name_th"]
    assert "160" in caught.value.message_dict["name_th"][0]
    assert fresh(tea).story_th is None
    assert not TextState.objects.exists()


def test_what_does_not_exist_is_the_caller_s_error() -> None:
    tea = indication()
    with pytest.raises(ValueError, match=r"GeographicalIndication\.slug is not a translated field"):
        write_texts(target=tea, language="en", texts={"slug": "x"}, state="reviewed")
    with pytest.raises(ValueError, match="'fr' is not a language of the portal; accepted: zh-hans, en"):
        write_texts(target=tea, language="fr", texts={"name": "Thé"}, state="reviewed")
    with pytest.raises(ValueError, match="'outdated' is not the state of a translation"):
        write_texts(target=tea, language="en", texts={"name": "Tea"}, state="outdated")
    with pytest.raises(ValueError, match="'perfect'"):
        project_texts(target=tea, texts={"name": ALL}, states={"name": {"en": "perfect"}})


def test_a_record_that_is_gone_is_no_silent_success() -> None:
    tea = indication()
    gone = fresh(tea)
    tea.delete()
    with pytest.raises(GeographicalIndication.DoesNotExist):
        set_source(target=gone, texts={"name": "六堡茶"})


def test_a_failure_further_on_takes_text_and_state_back_together() -> None:
    tea = indication()
    with transaction.atomic():
        set_source(target=tea, texts={"name": "六堡茶"})
        transaction.set_rollback(True)
    assert fresh(tea).name_zh_hans is None
    assert not TextState.objects.exists()


def test_states_go_with_the_records_they_describe() -> None:
    tea, pepper, firm = indication(), indication("kampot-pepper"), company()
    for record in (tea, pepper, firm):
        set_source(target=record, texts={"name": "x"})
    assert forget(model=GeographicalIndication, ids=[tea.pk]) == 1
    assert states_of(pepper)
    assert states_of(firm)
    assert forget(model=Organization, ids=[]) == 0
