"""A clerk of the tea house at the desk, and how files are sent and pages read there."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.bulk.laying import Sheet, lay
from catalog.products.bulk.parts import document_of
from catalog.products.bulk.vocabulary import Vocabulary
from catalog.products.document import (
    AttachedDocument,
    CartonDocument,
    CertificateDocument,
    LeadTime,
    OtherPrice,
    ProductDocument,
    SampleDocument,
    TierDocument,
    TradeTerm,
    VariantDocument,
)
from catalog.products.known import Known
from catalog.products.models import Category
from portal.accounts.models import User
from tests.stock import LIUBAO

DESK = "/en/desk/green-banyan-tea-house/products/import/"


@pytest.fixture
def clerk(client: Client, tea_house: Organization, wei: User) -> Client:
    add_member(organization=tea_house, user_id=wei.pk, role="editor")
    client.force_login(wei)
    return client


def upload(clerk: Client, file: io.BytesIO, name: str = "goods.xlsx", **more: Any) -> Any:
    return clerk.post(DESK, {"file": SimpleUploadedFile(name, file.getvalue()), **more})


def page(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def boxes(response: Any) -> dict[str, str]:
    """Return what stands in each box of a page's form for columns."""
    form = page(response)
    typed = form.select("form.form input[name^=column_]")
    found = {str(box["name"]): str(box.get("value", "")) for box in typed}
    for choice in form.select("form.form select"):
        picked = choice.select_one("option[selected]")
        found[str(choice["name"])] = str(picked["value"]) if picked else ""
    return found


FULL = replace(
    LIUBAO,
    number="LB-001",
    description={"zh-hans": "第一行\n第二行", "en": "=not a formula\n- nor this"},
    packing={"zh-hans": "5公斤/篓", "en": "-"},
    states={"title": {"en": "reviewed", "th": "machine"}},
    made_from={"title": {"th": "0123456789abcdef0123456789abcdef"}},
    words={
        "storage": {"en": "Keep frozen", "th": "แช่แข็ง"},
        "sample": {"en": "A bag of 100 g"},
        "attributes.grower": {"en": "Wei garden"},
        "term.FCA": {"th": "อู๋โจว"},
        "term.FCA.2": {"th": "ฉินโจว"},
    },
    held=("vi", "zh-hans"),
    price=replace(
        LIUBAO.price,
        per=10,
        tiers=(
            TierDocument(quantity_from=20, minor=16_850),
            TierDocument(quantity_from=100, minor=1, sku="LB-5"),
        ),
        others=(
            OtherPrice(currency="VND", tiers=(TierDocument(quantity_from=20, minor=560_000),)),
            OtherPrice(currency="MYR", tiers=(TierDocument(quantity_from=20, minor=10_100),)),
        ),
    ),
    variants=(
        VariantDocument(
            sku="00123", gtin="6901234567892", names={"en": "Basket"}, options={"grade": "first"}
        ),
        VariantDocument(sku="LB-5"),
    ),
    certificates=(
        CertificateDocument(
            kind="organic",
            number="007",
            issuer="A body",
            issued_on=date(2025, 3, 4),
            expires_on=date(2027, 4, 3),
            file="b7d0a6c2-9d1c-4b57-9a43-0d6f4f1f0b11",
        ),
        CertificateDocument(kind="something-of-our-own", number="=2+2"),
    ),
    lead_times=(LeadTime(days=7, up_to=200), LeadTime(days=12)),
    terms=(TradeTerm(incoterm="FCA", place="Wuzhou"),),
    harvest_months=(4, 5),
    shelf_life_days=3650,
    storage="-18 °C",
    storage_low=-20,
    storage_high=0,
    carton=CartonDocument(quantity=4, weight_g=21_500),
    plant_registration="CHN0001",
    private_label=True,
    sample=SampleDocument(quantity="100 g", minor=2_000, credited=True),
    pictures=(11, 12),
    alt={"11": {"en": "A basket"}},
    focus={"11": (50, 40)},
    documents=(AttachedDocument(file="b7d0a6c2-9d1c-4b57-9a43-0d6f4f1f0b12"),),
)


@pytest.fixture
def over(tea: Category, pepper: Category, tea_house: Organization) -> Any:
    """Return a way to lay a row over a document, and get what it says then and what is wrong."""
    vocabulary, known = Vocabulary(tea_house), Known(tea_house)

    def laid(base: ProductDocument, row: Mapping[str, Any]) -> tuple[ProductDocument, list[tuple[str, str]]]:
        sheet = Sheet(
            base=base,
            place=lambda key: key,
            vocabulary=vocabulary,
            known=known,
            picture=lambda name: int(name.removeprefix("#")),
        )
        lay(sheet, row)
        return document_of(sheet), [(fault.cell, fault.code) for fault in sheet.faults]

    return laid
