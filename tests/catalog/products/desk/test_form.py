"""The form of a listing: it says what the document says, keeps what is typed, and names each error."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.files.models import Picture, PrivateFile
from catalog.merchants.models import Organization
from catalog.products.document import (
    CartonDocument,
    CertificateDocument,
    LeadTime,
    OtherPrice,
    PriceDocument,
    ProductDocument,
    SampleDocument,
    TierDocument,
    TradeTerm,
    VariantDocument,
    from_json,
)
from catalog.products.listing_form.parts import choice
from catalog.products.models import Category, ListingDraft
from catalog.products.services.drafting import save_draft
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.products.desk.conftest import PDF
from tests.catalog.products.desk.pages import errors, main_form, read, sent
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
FULL = replace(
    LIUBAO,
    description={"zh-hans": "长", "en": "Long"},
    packing={"zh-hans": "5公斤篓"},
    price=PriceDocument(
        kind="tiers",
        currency="MYR",
        per=10,
        tiers=(
            TierDocument(quantity_from=20, minor=5250),
            TierDocument(quantity_from=100, minor=4800),
            TierDocument(quantity_from=20, minor=6000, sku="LB-5"),
        ),
        others=(OtherPrice(currency="VND", tiers=(TierDocument(quantity_from=20, minor=92_000),)),),
    ),
    lead_times=(LeadTime(days=7, up_to=200), LeadTime(days=12)),
    terms=(TradeTerm(incoterm="FCA", place="Wuzhou"), TradeTerm(incoterm="CIF", place="Port Klang")),
    variants=(
        VariantDocument(
            sku="LB-5",
            gtin="4006381333931",
            names={"zh-hans": "5公斤篓", "en": "5 kg basket"},
            options={"grade": "first"},
        ),
    ),
    certificates=(
        CertificateDocument(
            kind="organic",
            number="O-1",
            issuer="CQC",
            issued_on=date(2026, 1, 2),
            expires_on=date(2027, 1, 1),
        ),
    ),
    carton=CartonDocument(quantity=4, length_mm=400, width_mm=300, height_mm=250, weight_g=21_000),
    harvest_months=(3, 4),
    shelf_life_days=3650,
    storage="阴凉干燥",
    storage_low=5,
    storage_high=25,
    plant_registration="CKHM0301",
    private_label=True,
    sample=SampleDocument(quantity="200 g", minor=3000, credited=True),
)


@pytest.fixture
def draft(tea: Category, tea_house: Organization, owner: User) -> ListingDraft:
    """A listing that says everything but files."""
    return save_draft(organization=tea_house, document=FULL, by=owner)


def at(draft: ListingDraft, language: str = "en") -> str:
    return f"/{language}/desk/{draft.organization.slug}/products/{draft.pk}/"


def kept(draft: ListingDraft) -> ProductDocument:
    draft.refresh_from_db()
    return from_json(draft.document)


def test_sent_back_as_it_came_it_says_the_same(desk: Client, draft: ListingDraft) -> None:
    page = read(desk.get(at(draft)))
    assert desk.post(at(draft), sent(page)).status_code == 302
    sorted_tiers = tuple(sorted(FULL.price.tiers, key=lambda tier: (tier.sku, tier.quantity_from)))
    assert kept(draft) == replace(FULL, price=replace(FULL.price, tiers=sorted_tiers))
    again = read(desk.get(at(draft)))
    before = draft.revision
    desk.post(at(draft), sent(again))
    draft.refresh_from_db()
    assert draft.revision == before, "the same again is no change"


def test_every_part_can_be_written_from_nothing(desk: Client, tea: Category, tea_house: Organization) -> None:
    there = f"/en/desk/{tea_house.slug}/products/"
    chosen = desk.post(f"{there}new/", {"category": "tea"})
    page = read(desk.get(chosen["Location"]))
    typed = {
        "title": "六堡茶",
        "unit": "kg",
        "price": "tiers",
        "money_0_currency": "MYR",
        "money_1_currency": "VND",
        "tier_0_from": "1",
        "tier_0_0": "52.5",
        "tier_0_1": "92000",
        "tier_1_from": "100",
        "tier_1_0": "48,00",
        "tier_1_1": "88000",
        "moq": "20",
        "lead_0_days": "7",
        "term_0_rule": "FCA",
        "term_0_place": "Wuzhou",
        "property_grade": "first",
        "property_year": "２０１９",
        "variant_0_sku": "LB-5",
        "variant_0_gtin": "4006381 333931",
        "carton_quantity": "4",
        "storage_low": "-5",
        "harvest_months": ["3", "4"],
        "hs6": "0902.40",
        "country": "CN",
        "private_label": "on",
    }
    assert desk.post(chosen["Location"], sent(page, **typed)).status_code == 302
    said = kept(ListingDraft.objects.get())
    assert said.title == {"zh-hans": "六堡茶"}
    assert said.price == PriceDocument(
        kind="tiers",
        currency="MYR",
        tiers=(TierDocument(quantity_from=1, minor=5250), TierDocument(quantity_from=100, minor=4800)),
        others=(
            OtherPrice(
                currency="VND",
                tiers=(
                    TierDocument(quantity_from=1, minor=92_000),
                    TierDocument(quantity_from=100, minor=88_000),
                ),
            ),
        ),
    )
    assert said.attributes == {"grade": "first", "year": 2019}
    assert said.variants[0].gtin == "4006381333931"
    assert (said.hs6, said.harvest_months, said.storage_low, said.private_label) == (
        "090240",
        (3, 4),
        -5,
        True,
    )
    assert (said.city, said.source_language) == ("wuzhou", "zh-hans")


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"tier_0_0": "1.500"}, "tier_0_0", "for example 1500.00"),
        ({"tier_0_1": "92,000"}, "tier_0_1", "for example 150000"),
        ({"tier_0_0": "five"}, "tier_0_0", "Write the amount in digits"),
        ({"tier_0_from": "", "tier_0_0": "5"}, "tier_0_from", "from which quantity"),
        ({"tier_0_from": "0"}, "tier_0_from", "1"),
        ({"moq": "many"}, "moq", "whole number"),
        ({"variant_0_gtin": "4006381333932"}, "variant_0_gtin", "wrong digit"),
        ({"lead_0_days": "", "lead_0_upto": "9"}, "lead_0_days", "how many days"),
        ({"property_year": "99"}, "property_year", "1000"),
        ({"hs6": "tea"}, "hs6", "Harmonized System"),
        ({"certificate_0_number": ""}, "certificate_0_number", "as it stands on the document"),
        ({"certificate_0_expires": "2026-13-01"}, "certificate_0_expires", "date"),
        ({"document_0_name": "Data sheet"}, "document_0_file", "Choose the file."),
        ({"sample_quantity": "", "sample_price": "3"}, "sample_quantity", "how much"),
        ({"title": "x" * 201}, "title", "200"),
    ],
)
def test_an_error_stands_by_its_field_and_nothing_typed_is_lost(
    typed: dict[str, str], field: str, message: str, desk: Client, draft: ListingDraft
) -> None:
    page = read(desk.get(at(draft)))
    given = sent(page, description="很长的新文字", **typed)
    back = read(desk.post(at(draft), given), 422)
    assert message in errors(back)[field], errors(back)
    token = "csrfmiddlewaretoken"
    assert sent(back) | {token: ""} == given | {token: ""}
    assert kept(draft) == FULL
    summary = back.select_one(".error-summary")
    assert summary
    assert any(str(link["href"]).startswith(f"#id_{field}") for link in summary.select("a"))


def test_errors_are_in_the_reader_s_language(desk: Client, draft: ListingDraft) -> None:
    back = read(desk.post(at(draft, "th"), sent(read(desk.get(at(draft, "th"))), hs6="tea")), 422)
    assert any("฀" <= sign <= "๿" for sign in errors(back)["hs6"])


def test_uploads_are_kept_while_something_else_is_wrong(desk: Client, draft: ListingDraft) -> None:
    page = read(desk.get(at(draft)))
    files: dict[str, Any] = {
        "certificate_0_file": SimpleUploadedFile("organic.pdf", PDF),
        "document_0_file": SimpleUploadedFile("sheet.pdf", PDF),
        "pictures_new": [
            SimpleUploadedFile("one.png", picture()),
            SimpleUploadedFile("two.png", picture(size=(90, 90))),
        ],
    }
    back = read(desk.post(at(draft), sent(page, document_0_name="说明书", moq="many") | files), 422)
    assert set(errors(back)) == {"moq"}
    assert "organic.pdf" in main_form(back).get_text()
    given = sent(back, moq="20", picture_0_alt="一篓茶", picture_1_place="1", picture_0_place="2")
    given |= {"picture_0_focus": "50,0"}
    assert desk.post(at(draft), given).status_code == 302
    said = kept(draft)
    first, second = (Picture.objects.get(title=name).pk for name in ("one.png", "two.png"))
    assert said.pictures == (second, first)
    assert said.alt == {str(first): {"zh-hans": "一篓茶"}}
    assert said.focus == {str(first): (50, 0)}
    papers = {str(pk): name for pk, name in PrivateFile.objects.values_list("pk", "name")}
    assert papers[said.certificates[0].file] == "organic.pdf"
    assert papers[said.documents[0].file] == "sheet.pdf"
    assert said.documents[0].names == {"zh-hans": "说明书"}


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("certificate_0_file", b"PK\x03\x04 not a paper", "Files of this kind cannot be taken here."),
        ("document_0_file", b"", "This file is empty."),
        ("pictures_new", b"<svg onload='alert(1)'/>", ""),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_by_its_field(
    name: str, data: bytes, message: str, desk: Client, draft: ListingDraft
) -> None:
    page = read(desk.get(at(draft)))
    answer = desk.post(at(draft), sent(page) | {name: SimpleUploadedFile("x.pdf", data)})
    assert message in errors(read(answer, 422))[name]
    assert not PrivateFile.objects.exists()
    assert kept(draft) == FULL


def test_pictures_and_documents_can_be_taken_away(desk: Client, draft: ListingDraft) -> None:
    page = read(desk.get(at(draft)))
    files: dict[str, Any] = {
        "document_0_file": SimpleUploadedFile("sheet.pdf", PDF),
        "pictures_new": SimpleUploadedFile("one.png", picture()),
    }
    desk.post(at(draft), sent(page) | files)
    assert len(kept(draft).pictures) == len(kept(draft).documents) == 1
    page = read(desk.get(at(draft)))
    desk.post(at(draft), sent(page, picture_0_away="on", document_0_away="on"))
    assert (kept(draft).pictures, kept(draft).documents) == ((), ())


@pytest.mark.parametrize(
    ("choices", "value", "offered"),
    [
        ([("a", "A")], "a", ["", "a"]),
        ([("a", "A")], "gone", ["", "a", "gone"]),
        ([("China", [("nanning", "Nanning"), ("wuzhou", "Wuzhou")])], "wuzhou", ["", "nanning", "wuzhou"]),
        ([("China", [("nanning", "Nanning")])], "gone", ["", "nanning", "gone"]),
        ([("China", [("nanning", "Nanning")])], "", ["", "nanning"]),
    ],
)
def test_what_a_list_begins_with_is_offered_once_in_groups_too(
    choices: list[tuple[str, Any]], value: str, offered: list[str]
) -> None:
    field = choice("City", choices, value)
    listed: Any = field.choices
    found = [code for code, named in listed if not isinstance(named, list)]
    found += [code for _group, named in listed if isinstance(named, list) for code, _name in named]
    assert sorted(found) == sorted(offered)
    assert field.clean(value) == value
