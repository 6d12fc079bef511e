"""Records made many at a time get their texts as those do that are made one by one."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.products.models import GeographicalIndication
from catalog.translation.models import TextState
from catalog.translation.selectors import states_of
from catalog.translation.services import NewRecord, create_with_texts, project_texts, write_texts
from catalog.translation.texts import digest
from portal.accounts.models import User
from tests.catalog.translation.records import country, indication

pytestmark = pytest.mark.django_db
TEXTS = {"name": {"zh-hans": "六堡茶", "en": " Liubao tea\x00", "th": ""}, "story": {"en": "A\r\nstory"}}
STATES = {"name": {"en": "reviewed"}}


def new(slug: str, texts: Any = TEXTS, states: Any = STATES, language: str = "zh-hans") -> NewRecord:
    country()
    row = GeographicalIndication(
        slug=slug, source_language=language, country_id="CN", source_id="test", status=[]
    )
    return NewRecord(row, texts, states)


def kept(slug: str) -> dict[str, Any]:
    """Return the columns and states of a record, without what is its own."""
    columns = [field.attname for field in GeographicalIndication._meta.concrete_fields]
    row = GeographicalIndication.objects.rewrite(False).values(*columns).get(slug=slug)
    states = states_of(GeographicalIndication.objects.get(slug=slug))
    return {name: value for name, value in row.items() if name not in {"id", "slug"}} | {"states": states}


@pytest.mark.parametrize("active", ["th", "en", "zh-hans"])
def test_they_end_up_as_if_made_alone(active: str) -> None:
    with translation.override(active):
        project_texts(target=indication("alone"), texts=TEXTS, states=STATES)
        create_with_texts(records=[new("one"), new("two", {"name": {"zh-hans": "茶"}}, {})])
    assert kept("one") == kept("alone")
    assert kept("two")["name_zh_hans"] == "茶"
    assert {place: found.state for place, found in kept("two")["states"].items()} == {
        ("name", "zh-hans"): "source"
    }


def test_the_source_of_each_text_is_remembered(editor: User) -> None:
    create_with_texts(records=[new("tea")], by=editor.pk)
    tea = GeographicalIndication.objects.get(slug="tea")
    before = states_of(tea)["name", "en"].source_hash
    write_texts(target=tea, language="zh-hans", texts={"name": "六堡黑茶"}, state="source")
    states = states_of(tea)
    assert states["name", "zh-hans"].source_hash != before == states["name", "en"].source_hash
    assert set(TextState.objects.filter(language="en").values_list("changed_by", flat=True)) == {editor.pk}


@pytest.mark.parametrize(
    ("texts", "states", "error"),
    [
        ({"name": {"zh-hans": "茶" * 161}}, {}, ValidationError),
        ({"name": {"xx": "tea"}}, {}, ValueError),
        ({"slug": {"en": "tea"}}, {}, ValueError),
        ({"name": {"en": "tea"}}, {"name": {"en": "perfect"}}, ValueError),
    ],
)
def test_one_that_does_not_fit_keeps_all_of_them_out(texts: Any, states: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        create_with_texts(records=[new("good"), new("bad", texts, states)])
    assert not GeographicalIndication.objects.filter(slug__in=["good", "bad"]).exists()
    assert not TextState.objects.filter(content_type__model="geographicalindication").exists()


def test_many_take_the_statements_of_one() -> None:
    records = [new(f"tea-{number}") for number in range(9)]
    create_with_texts(records=records[:1])
    asked = []
    for part in (records[1:3], records[3:]):
        with CaptureQueriesContext(connection) as queries:
            create_with_texts(records=part)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    create_with_texts(records=[])


def test_a_translation_that_comes_with_an_older_source_is_outdated_at_once() -> None:
    record = replace(new("older"), made_from={"name": {"en": digest("茶")}})
    create_with_texts(records=[record])
    states = states_of(GeographicalIndication.objects.get(slug="older"))
    assert states["name", "en"].source_hash == digest("茶")
    assert states["name", "zh-hans"].source_hash == digest("六堡茶")
