"""What goods state of themselves is found under its name in any language, not only in the seller's words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from catalog.merchants.models import Organization
from catalog.products.documents.attributes import Declared, concepts_stated
from catalog.products.documents.goods import CONTRIBUTOR
from catalog.products.models import Category
from catalog.products.services import AttributeDeclaration, publish_product, save_category
from catalog.search.analysis import prepare
from catalog.search.plan import Plan
from catalog.search.understanding import Query, understand
from tests.catalog.glossary.from_files import file_lexicon
from tests.stock import LIUBAO

CHOICES = [
    {"key": "light", "concept": "light-roast", "names": {"en": "Light"}},
    {"key": "dark", "concept": "dark-roast", "names": {"en": "Dark"}},
    {"key": "odd", "concept": "", "names": {"en": "Odd"}},
]
DECLARED = {
    "coffee": [
        Declared("coffee", "roast", "choice", "", CHOICES),
        Declared("coffee", "year", "text", "", []),
    ]
}


@pytest.mark.parametrize(
    ("said", "concepts"),
    [
        ([{"roast": "dark"}], ["dark-roast"]),
        ([{"roast": ["light", "dark"]}], ["light-roast", "dark-roast"]),
        ([{"roast": "dark"}, {"roast": "light"}, {"roast": "dark"}], ["light-roast", "dark-roast"]),
        ([{"roast": "odd"}], []),
        ([{"roast": "unheard of"}], []),
        ([{"year": "dark"}], []),
        ([{"roast": True}], []),
        ([{}], []),
        ([], []),
    ],
)
def test_choices_that_the_glossary_knows_are_its_concepts(
    said: list[Mapping[str, Any]], concepts: list[str]
) -> None:
    assert concepts_stated(said, ["drinks", "coffee"], DECLARED) == concepts
    assert concepts_stated(said, ["drinks", "tea"], DECLARED) == []


@pytest.mark.django_db
def test_a_search_in_another_language_meets_what_a_product_states(
    tea: Category, tea_house: Organization
) -> None:
    save_category(
        slug="tea",
        names={"en": "Tea"},
        parent=tea.parent,
        concept="tea",
        attributes=[AttributeDeclaration(key="roast", kind="choice", names={"en": "Roast"}, choices=CHOICES)],
    )
    document = replace(LIUBAO, attributes={"roast": "dark"})
    product = publish_product(organization=tea_house, document=document)
    (described,) = CONTRIBUTOR.documents([product.pk])
    entry = prepare(described, file_lexicon())
    for text, language in [
        ("深烘焙", "zh-hans"),
        ("คั่วเข้ม", "th"),
        ("rang đậm", "vi"),
        ("sangrai gelap", "id"),
    ]:
        plan: Plan = understand(Query(text, language), file_lexicon()).plan()
        terms = {clause.terms for group in plan.groups for part in group.parts for clause in part}
        assert ("dark-roast",) in terms, text
    assert "dark-roast" in entry.terms["concept"]
