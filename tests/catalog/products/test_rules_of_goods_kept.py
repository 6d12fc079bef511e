"""Editors write what is not listed here: what is wrong is said beside its field, and nothing is kept."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.glossary.models import Concept
from catalog.merchants.evidence import KINDS
from catalog.merchants.models import Organization
from catalog.products.models import Category, GoodsRule
from catalog.products.rule_form import GoodsRuleForm
from catalog.products.services.drafting import problems_of
from catalog.products.services.goods_rules import remove_goods_rule, save_goods_rule
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
SOUND = {"key": "ivory", "kind": "forbidden", "names-en": "Ivory", "words": "ivory", "in_force": "on"}


def form(**typed: str) -> GoodsRuleForm:
    return GoodsRuleForm(SOUND | typed)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"key": ""}, "key"),
        ({"key": "two words"}, "key"),
        ({"key": "x" * 41}, "key"),
        ({"kind": ""}, "kind"),
        ({"kind": "frowned-upon"}, "kind"),
        ({"names-en": ""}, "names"),
        ({"names-en": "x" * 201}, "names"),
        ({"words": ""}, "words"),
        ({"words": " \n "}, "words"),
        ({"concept": "no-such"}, "concept"),
        ({"hs": "ivory"}, "hs"),
        ({"hs": "09-02"}, "hs"),
        ({"hs": "０９０２"}, "hs"),
        ({"hs": "0902401"}, "hs"),
        ({"hs": "0902.40.1"}, "hs"),
        ({"category": "999999"}, "category"),
        ({"kind": "licence"}, "evidence"),
        ({"kind": "licence", "evidence": "no-such"}, "evidence"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(typed: dict[str, str], field: str) -> None:
    wrong = form(**typed)
    assert list(wrong.errors) == [field]
    assert not GoodsRule.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("09", "09"),
        ("0902", "0902"),
        ("0902.4", "09024"),
        ("090240", "090240"),
        ("0902.40", "090240"),
        (" 0902.40 ", "090240"),
        ("", ""),
    ],
)
def test_a_customs_code_is_taken_as_people_write_it(typed: str, kept: str) -> None:
    assert form(hs=typed).save().hs == kept


@pytest.mark.parametrize("mark", ["words", "concept", "hs", "category"])
def test_one_mark_is_enough_to_know_goods_by(mark: str, tea: Category) -> None:
    Concept.objects.create(slug="weapon", kind="goods")
    marks = {"words": "ivory", "concept": "weapon", "hs": "0507", "category": str(tea.pk)}
    assert form(**{"words": "", mark: marks[mark]}).is_valid()
    assert form(words="").errors


@pytest.mark.parametrize("kind", list(KINDS))
def test_any_kind_of_evidence_may_be_asked_for(kind: str) -> None:
    assert form(kind="licence", evidence=kind).save().evidence == kind


def test_a_key_names_one_rule() -> None:
    form().save()
    again = form(words="tusk")
    assert list(again.errors) == ["key"]
    assert GoodsRule.objects.get().words == "ivory"


def test_a_rule_is_named_in_each_language_sellers_read() -> None:
    made = form(**{"names-zh-hans": "象牙", "names-km": "ភ្លុក"}).save()
    assert made.names == {"en": "Ivory", "zh-hans": "象牙", "km": "ភ្លុក"}


def test_a_rule_is_taken_out_of_force_and_put_back(
    client: Client, editor: User, tea: Category, tea_house: Organization
) -> None:
    editor.groups.add(ensure_editors())
    client.force_login(editor)
    kept = form(hs="0902").save()
    there = f"/editors/goods_rules/edit/{kept.pk}/"
    said: dict[str, Any] = SOUND | {"hs": "0902"}
    assert list(problems_of(organization=tea_house, document=LIUBAO)) == ["hs6"]
    assert (
        client.post(there, {name: one for name, one in said.items() if name != "in_force"}).status_code == 302
    )
    assert problems_of(organization=tea_house, document=LIUBAO) == {}
    client.post(there, said)
    assert list(problems_of(organization=tea_house, document=LIUBAO)) == ["hs6"]


def test_what_was_typed_into_a_refused_rule_stays_on_the_page(client: Client, editor: User) -> None:
    editor.groups.add(ensure_editors())
    client.force_login(editor)
    page = client.post("/editors/goods_rules/new/", SOUND | {"hs": "ivory", "names-th": "งาช้าง"})
    text = page.content.decode()
    assert "Write digits only." in text
    assert "งาช้าง" in text
    assert not GoodsRule.objects.exists()


def test_sellers_and_visitors_write_no_rules(client: Client, wei: User) -> None:
    for person in (None, wei):
        if person:
            client.force_login(person)
        assert client.post("/editors/goods_rules/new/", SOUND).status_code in {302, 403}
    assert not GoodsRule.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"key": "two words"}, "key"),
        ({"kind": "frowned-upon"}, "kind"),
        ({"words": ()}, "words"),
        ({"kind": "licence"}, "evidence"),
        ({"hs": "0902401"}, "hs"),
        ({"names": {}}, "names"),
    ],
)
def test_the_service_refuses_what_the_form_refuses(said: dict[str, Any], field: str) -> None:
    sound: dict[str, Any] = {
        "key": "ivory",
        "kind": "forbidden",
        "names": {"en": "Ivory"},
        "words": ("ivory",),
    }
    with pytest.raises(ValidationError) as refused:
        save_goods_rule(**sound | said)
    assert list(refused.value.message_dict) == [field]
    assert not GoodsRule.objects.exists()


def test_a_rule_written_again_is_in_force_at_once_and_taken_away_lets_in(
    tea: Category, tea_house: Organization
) -> None:
    first = save_goods_rule(key="tea", kind="forbidden", names={"en": "Tea"}, words=("coffee",))
    assert problems_of(organization=tea_house, document=LIUBAO) == {}
    GoodsRule.objects.update(in_force=False)
    again = save_goods_rule(key="tea", kind="forbidden", names={"en": "Tea"}, category=tea, rule=first)
    assert again.pk == first.pk
    assert list(problems_of(organization=tea_house, document=LIUBAO)) == ["category"]
    remove_goods_rule(rule=again)
    assert problems_of(organization=tea_house, document=LIUBAO) == {}


def test_a_licence_without_its_evidence_is_asked_for_beside_what_the_goods_are_known_by() -> None:
    both = form(kind="licence", words="")
    assert set(both.errors) == {"words", "evidence"}
