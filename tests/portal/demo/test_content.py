"""The demonstration's content: whole in ten languages, true where it must be, else marked as fictional."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from catalog.glossary.rows import read_files
from catalog.products.certificates import CERTIFICATES
from catalog.products.protection import STEPS
from catalog.reference.currencies import is_currency
from catalog.reference.models import City, HSHeading, Source
from catalog.reference.trade_terms import TRADE_TERMS
from catalog.reference.units import UNITS
from portal.demo.art.subjects import SUBJECTS
from portal.demo.documents import declarations, product_document
from portal.demo.reading import ContentRefused, content, files, read
from portal.demo.schema import PersonEntry, PriceEntry, Texts

TEN = {code for code, _name in settings.LANGUAGES}
GUANGXI = {
    "nanning", "liuzhou", "guilin", "wuzhou", "beihai", "fangchenggang", "qinzhou",
    "guigang", "yulin", "baise", "hezhou", "hechi", "laibin", "chongzuo",
}  # fmt: skip
ASEAN = {"BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"}
OWN_LANGUAGE = {
    "CN": {"zh-hans"}, "KH": {"km"}, "TH": {"th"}, "VN": {"vi"}, "ID": {"id"}, "MY": {"ms"}, "PH": {"fil"},
    "LA": {"lo"}, "MM": {"my"}, "SG": {"en"}, "TL": {"en"}, "BN": {"ms"},
}  # fmt: skip

FICTIONAL = {
    "zh-hans": "（演示·虚构）",
    "en": "(fictional)",
    "vi": "(minh họa · hư cấu)",
    "th": "(สาธิต·สมมติ)",
    "id": "(demo · fiktif)",
    "ms": "(demo · rekaan)",
    "fil": "(demo · kathang-isip)",
    "km": "(គំរូ·ប្រឌិត)",
    "lo": "(ສາທິດ·ສົມມຸດ)",
    "my": "(သရုပ်ပြ·စိတ်ကူးယဉ်)",
}


def test_it_covers_all_cities_of_guangxi_and_all_members_of_asean() -> None:
    goods = content().products
    assert len(content().organizations) >= 24
    assert len(goods) >= 90
    assert {entry.city for entry in goods if entry.country == "CN"} == GUANGXI
    assert {entry.country for entry in goods} == ASEAN | {"CN"}


def test_every_product_has_a_title_and_a_summary_in_ten_languages() -> None:
    for entry in content().products:
        for texts in (entry.title, entry.summary):
            assert set(texts) == TEN, entry.slug
            assert all(text == text.strip() and text for text in texts.values()), entry.slug
        assert max(map(len, entry.title.values())) <= 200


def test_words_categories_and_indications_are_named_in_ten_languages() -> None:
    told = content()
    vocabularies = [told.choices, told.packing, told.variants, told.captions]
    named = [names for words in vocabularies for names in words.values()]
    named += [attribute.name for attribute in told.attributes.values()]
    named += [branch.name for branch in told.branches]
    named += [entry.name for entry in told.indications]
    named += [leaf.name for branch in told.branches for leaf in branch.categories]
    for names in named:
        assert set(names) == TEN, names
        assert all(names.values()), names


def test_there_are_about_ten_branches_and_forty_categories_with_concepts_of_the_glossary() -> None:
    concepts = {concept.slug for concept in read_files().concepts}
    branches = content().branches
    leaves = [leaf for branch in branches for leaf in branch.categories]
    assert len(branches) >= 10
    assert len(leaves) >= 40
    assert {branch.concept for branch in branches} | {leaf.concept for leaf in leaves} <= concepts
    assert {entry.category for entry in content().products} == {leaf.slug for leaf in leaves}


def test_slugs_and_article_numbers_are_given_once() -> None:
    told = content()
    slugs = [entry.slug for entry in told.products]
    assert len(set(slugs)) == len(slugs)
    numbers = [sku for entry in told.products for sku in entry.variants]
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("DEMO-") for number in numbers)


@pytest.mark.django_db
def test_every_heading_is_one_of_the_harmonized_system() -> None:
    told = content()
    named = {entry.hs6 for entry in told.products} | {entry.hs6 for entry in told.indications}
    assert all(re.fullmatch(r"\d{6}", code) for code in named)
    assert set(HSHeading.objects.filter(pk__in=named, level=6).values_list("pk", flat=True)) == named


@pytest.mark.django_db
def test_every_place_lies_in_the_country_that_is_stated() -> None:
    told = content()
    stated = {(entry.city, entry.country) for entry in told.products}
    stated |= {(entry.city, entry.country) for entry in told.organizations}
    stated |= {(entry.city, entry.country) for entry in told.indications}
    stated = {place for place in stated if place[0]}
    known = set(City.objects.values_list("slug", "country_id"))
    assert stated <= known


def test_goods_are_stated_in_words_the_rooms_know() -> None:
    told = content()
    sellers = {entry.slug for entry in told.organizations}
    for entry in told.products:
        assert entry.organization in sellers, entry.slug
        assert entry.picture in SUBJECTS, entry.slug
        assert entry.unit in UNITS, entry.slug
        assert set(entry.terms) <= set(TRADE_TERMS), entry.slug
        assert {*entry.certificates, *entry.lapsed_certificates} <= set(CERTIFICATES), entry.slug
        assert entry.packing[0] in told.packing, entry.slug
        assert entry.moq % entry.multiple == 0, entry.slug


def test_prices_have_no_more_decimals_than_their_currency() -> None:
    # Building the document refuses what cannot be paid: 0.5 đồng, a tenth of a fen.
    kinds = set()
    for entry in content().products:
        price = product_document(entry, content(), (1,)).price
        kinds.add(price.kind)
        assert price.kind == "on-request" or is_currency(price.currency)
        starts = [tier.quantity_from for tier in price.tiers]
        assert starts == sorted(starts)
        # Whoever takes more never pays more for one.
        amounts = [tier.minor for tier in price.tiers]
        assert amounts == sorted(amounts, reverse=True), entry.slug
        assert not starts or starts[0] == entry.moq, entry.slug
    assert kinds == {"tiers", "range", "on-request"}


def test_prices_are_in_the_currencies_of_the_region() -> None:
    used = {entry.price.currency for entry in content().products if isinstance(entry.price, PriceEntry)}
    assert used == {"CNY", "THB", "VND", "USD", "MYR", "IDR", "SGD", "PHP", "LAK", "MMK", "BND"}


def test_sellers_write_their_own_language() -> None:
    told = content()
    for entry in told.organizations:
        assert {entry.language} == OWN_LANGUAGE[entry.country], entry.slug
        assert set(entry.name) == TEN, entry.slug
        # Who has a storefront says on it what they do.
        assert set(entry.tagline) == set(entry.about), entry.slug
        assert not entry.about or set(entry.about) == TEN, entry.slug
    languages = {entry.slug: entry.language for entry in told.organizations}
    assert all(entry.language == languages[entry.organization] for entry in told.products)


def invented_names() -> list[Texts]:
    told = content()
    return [entry.name for entry in told.organizations] + [entry.name for entry in told.brands]


@pytest.mark.parametrize("code", sorted(FICTIONAL))
def test_every_organization_and_brand_says_in_every_language_that_it_is_fictional(code: str) -> None:
    for name in invented_names():
        assert name[code].endswith(FICTIONAL[code]), name
        assert code != "en" or name[code].startswith("Demo "), name


def test_no_two_organizations_are_called_alike() -> None:
    for code in TEN:
        names = [name[code] for name in invented_names()]
        assert len(set(names)) == len(names), code


def test_nobody_can_be_reached_by_what_is_stated() -> None:
    assert all(person.email.endswith("@demo.example") for person in content().people)
    # Articles cite their sources by address.
    told = [path for path in files("") if "articles" not in path.parts]
    said = "\n".join(path.read_text(encoding="utf-8") for path in told)
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", said)
    assert {address.partition("@")[2] for address in addresses} == {"demo.example", "visitor.example"}
    assert not re.search(r"https?://|www\.|\+\d{2}", said)


def test_goods_that_need_papers_of_protected_species_are_left_out_or_say_so() -> None:
    for entry in content().products:
        text = f"{entry.slug} {entry.title['en']} {entry.summary['en']}".lower()
        assert not re.search(r"jade|rosewood|agarwood|teak|sea cucumber|ivory|turtle", text), entry.slug
        if entry.hs6.startswith("0603"):
            assert "CITES" in entry.summary["en"], entry.slug


@pytest.mark.django_db
def test_every_geographical_indication_cites_a_source_that_was_read() -> None:
    told = content()
    cited = {step.source for entry in told.indications for step in entry.steps}
    read_there = Source.objects.filter(pk__in=cited, checked_on__isnull=False).exclude(address="")
    assert set(read_there.values_list("pk", flat=True)) == cited
    assert all(entry.steps for entry in told.indications)
    assert {step.kind for entry in told.indications for step in entry.steps} <= set(STEPS)
    kinds = {entry.slug: entry for entry in told.indications}
    assert len(kinds) >= 12
    for product in told.products:
        if product.gi:
            assert product.gi in kinds, product.slug
            assert kinds[product.gi].country == product.country, product.slug


def test_there_is_one_person_for_every_role() -> None:
    does = [person.does for person in content().people]
    assert {"administrator", "portal editor", "owner", "editor", "sales", "finance"} == set(does)
    assert all(person.time_zone for person in content().people)
    sellers = {entry.slug for entry in content().organizations}
    assert all(person.organization in sellers for person in content().people if person.organization)


@pytest.mark.parametrize("path", files(""), ids=lambda path: path.stem)
def test_a_file_of_content_fits_a_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


def test_a_slip_in_a_file_is_told_with_file_and_field(tmp_path: Path) -> None:
    slip = tmp_path / "people.yaml"
    slip.write_text("- {email: a@demo.example, name: A, does: janitor, age: 7}\n")
    with pytest.raises(ContentRefused, match=r"people\.yaml: .*does.*age"):
        read(slip, list[PersonEntry])


def test_every_value_of_a_property_and_every_category_with_goods_is_a_concept_of_the_glossary() -> None:
    told = content()
    slugs = {concept.slug for concept in read_files().concepts}
    choosable = {key: set(entry.choices) for key, entry in told.attributes.items() if entry.choices}
    assert {key: set(named) for key, named in told.concepts.items()} == choosable
    assert {slug for named in told.concepts.values() for slug in named.values()} <= slugs
    assert {leaf.concept for branch in told.branches for leaf in branch.categories} <= slugs
    assert sum(map(len, choosable.values())) > 30


def test_a_property_of_the_demonstration_says_what_its_values_are_called_everywhere() -> None:
    told = content()
    leaf = next(leaf for branch in told.branches for leaf in branch.categories if "roast" in leaf.attributes)
    roast = next(one for one in declarations(leaf, told) if one.key == "roast")
    assert [choice["concept"] for choice in roast.choices] == ["light-roast", "medium-roast", "dark-roast"]


def test_there_are_four_operators_of_tours_each_with_its_licence() -> None:
    told = content()
    operators = {entry.slug: entry for entry in told.organizations if entry.kind == "tour-operator"}
    assert len(operators) >= 4
    assert {entry.country for entry in operators.values()} >= {"CN", "VN", "TH", "MY"}
    licences = [one for one in told.evidence if one.kind == "travel-licence"]
    assert {one.organization for one in licences} == set(operators)
    assert {one.decision for one in licences} == {"accepted"}  # all of them have tours on sale
    assert len({one.number for one in licences}) == len(licences)
