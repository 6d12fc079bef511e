"""What the operator does not let be listed is refused when it is sent in, with its name and the reason."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from catalog.glossary.models import Concept
from catalog.glossary.services.editing import add_label
from catalog.merchants.models import Evidence, Organization
from catalog.products.document import ProductDocument
from catalog.products.models import Category, GoodsRule, ListingDraft, Product
from catalog.products.services.drafting import approve_draft, problems_of, save_draft, submit_draft
from portal.accounts.models import User
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


def rule(**fields: Any) -> GoodsRule:
    names = {"en": "Ivory", "zh-hans": "象牙"}
    return GoodsRule.objects.create(**{"key": "ivory", "kind": "forbidden", "names": names, **fields})


def called(title: str, language: str = "zh-hans") -> ProductDocument:
    return replace(LIUBAO, title={"zh-hans": "六堡茶", language: title})


@pytest.mark.parametrize(
    ("document", "field"),
    [
        (called("象牙手镯"), "title"),
        (called("Ivory bangle", "en"), "title"),
        (called("IVORY", "en"), "title"),
        (replace(LIUBAO, description={"vi": "Vòng ngà voi"}), "description"),
        (called("Ivorybill tea", "en"), ""),
        (LIUBAO, ""),
    ],
)
def test_words_are_found_in_any_language_as_whole_words(
    document: ProductDocument, field: str, tea: Category, tea_house: Organization
) -> None:
    rule(words="象牙\nivory\n\nngà voi")
    problems = problems_of(organization=tea_house, document=document)
    assert problems == ({field: ["Goods of this kind are not listed here: Ivory."]} if field else {})


@pytest.mark.parametrize(("hs", "met"), [("0902", True), ("090240", True), ("0903", False)])
def test_a_customs_code_is_met_by_its_beginning(
    hs: str, met: bool, tea: Category, tea_house: Organization
) -> None:
    rule(hs=hs)
    assert list(problems_of(organization=tea_house, document=LIUBAO)) == (["hs6"] if met else [])


def test_a_category_holds_for_all_below_it(
    food: Category, tea: Category, pepper: Category, tea_house: Organization
) -> None:
    barred = rule(category=food)
    assert list(problems_of(organization=tea_house, document=LIUBAO)) == ["category"]
    GoodsRule.objects.filter(pk=barred.pk).update(category=pepper)
    assert problems_of(organization=tea_house, document=LIUBAO) == {}


def test_a_concept_is_met_under_every_name_of_it_and_of_its_kinds(
    tea: Category, tea_house: Organization, editor: User
) -> None:
    weapon = Concept.objects.create(slug="weapon", kind="goods")
    sword = Concept.objects.create(slug="sword", kind="goods", parent=weapon)
    add_label(actor=editor, concept=weapon, language="en", text="weapon")
    add_label(actor=editor, concept=sword, language="zh-hans", text="刀剑")
    rule(concept="weapon")
    assert list(problems_of(organization=tea_house, document=called("古代刀剑"))) == ["title"]


def test_a_rule_out_of_force_keeps_nobody_out(tea: Category, tea_house: Organization) -> None:
    rule(hs="0902", in_force=False)
    assert problems_of(organization=tea_house, document=LIUBAO) == {}


def test_licence_bound_goods_need_accepted_evidence_that_holds(
    tea: Category, tea_house: Organization, reviewer: User
) -> None:
    rule(kind="licence", hs="0902", evidence="licence", names={"en": "Tea"})
    (message,) = problems_of(organization=tea_house, document=LIUBAO)["hs6"]
    assert message == "Tea: only with accepted evidence (Other licence). Send it in first."
    today = timezone.now().date()
    shown = Evidence.objects.create(
        organization=tea_house,
        kind="licence",
        country_id="CN",
        state="submitted",
        submitted_at=timezone.now(),
        decided_at=timezone.now(),
        expires_on=today + timedelta(days=9),
    )
    assert problems_of(organization=tea_house, document=LIUBAO)
    Evidence.objects.filter(pk=shown.pk).update(state="accepted")
    assert problems_of(organization=tea_house, document=LIUBAO) == {}
    Evidence.objects.filter(pk=shown.pk).update(expires_on=date(2020, 1, 1))
    assert problems_of(organization=tea_house, document=LIUBAO)


def test_neither_sent_in_nor_published_while_a_rule_is_broken(
    tea: Category, tea_house: Organization, owner: User, reviewer: User
) -> None:
    draft = save_draft(organization=tea_house, document=LIUBAO, by=owner)
    kept = rule(hs="0902", in_force=False)
    GoodsRule.objects.update(in_force=True)
    with pytest.raises(ValidationError, match="not listed here"):
        submit_draft(draft=draft, by=owner)
    GoodsRule.objects.update(in_force=False)
    sent = submit_draft(draft=draft, by=owner)
    GoodsRule.objects.filter(pk=kept.pk).update(in_force=True)
    with pytest.raises(ValidationError, match="not listed here"):
        approve_draft(draft=sent, by=reviewer)
    assert not Product.objects.exists()
    assert ListingDraft.objects.get().state == "review"


def test_editors_keep_the_list(client: Client, reviewer: User, tea: Category) -> None:
    client.force_login(reviewer)
    given = {"key": "ivory", "kind": "forbidden", "names-en": "Ivory", "in_force": "on"}
    add = "/editors/goods_rules/new/"
    assert "Say by what these goods are known" in client.post(add, given).content.decode()
    assert "Write digits only." in client.post(add, given | {"hs": "ivory"}).content.decode()
    assert "no such concept" in client.post(add, given | {"concept": "no-such"}).content.decode()
    bound = client.post(add, given | {"kind": "licence", "words": "tusk"})
    assert "Say which evidence" in bound.content.decode()
    assert client.post(add, given | {"words": "ivory\n象牙", "hs": "05.07"}).status_code == 302
    made = GoodsRule.objects.get()
    assert (made.names, made.hs, made.in_force) == ({"en": "Ivory"}, "0507", True)
