"""What a listing says of cartons, storage, documents and pictures is read where buyers look."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.files.models import Picture, PrivateFile
from catalog.files.services import save_picture, store_private
from catalog.merchants.models import Organization
from catalog.products.document import AttachedDocument, CartonDocument, CertificateDocument
from catalog.products.listing_files import FILE_KIND
from catalog.products.models import Category
from catalog.products.services import move_product, publish_product
from catalog.products.terms import _carton, _temperatures
from tests.catalog.merchants.evidence.conftest import _private_place as _private_place
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.products.desk.conftest import PDF
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


def paper(house: Organization, name: str) -> PrivateFile:
    return store_private(kind=FILE_KIND, subject=house.pk, data=PDF, name=name)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, ""),
        (-18, None, "≥ −18 °C"),
        (None, 25, "≤ 25 °C"),
        (2, 8, "2 … 8 °C"),
        (0, 0, "0 … 0 °C"),
    ],
)
def test_temperatures_read_alike_everywhere(low: int | None, high: int | None, words: str) -> None:
    assert _temperatures(low, high) == words


def test_a_carton_says_what_is_stated_of_it() -> None:
    full = {"quantity": 4, "length_mm": 400, "width_mm": 300, "height_mm": 250, "weight_g": 21_500}
    assert _carton(full, "piece", "en").replace("\xa0", " ") == "4 pieces, 400 × 300 × 250 mm, 21.5 kg"
    assert _carton({"length_mm": 400, "weight_g": 900}, "kg", "en").replace("\xa0", " ") == "0.9 kg"
    assert _carton({}, "kg", "en") == ""


def test_documents_are_read_by_everybody_and_certificates_papers_by_nobody(
    client: Client, tea: Category, tea_house: Organization
) -> None:
    sheet, secret = paper(tea_house, "sheet.pdf"), paper(tea_house, "organic.pdf")
    document = replace(
        LIUBAO,
        carton=CartonDocument(weight_g=21_000),
        storage_low=5,
        storage_high=25,
        documents=(AttachedDocument(file=str(sheet.pk), names={"en": "Data sheet"}),),
        certificates=(CertificateDocument(kind="organic", number="1", file=str(secret.pk)),),
    )
    product = publish_product(organization=tea_house, document=document)
    page = client.get(f"/en/product/{product.slug}/").content.decode()
    assert "Data sheet" in page
    assert "5 … 25 °C" in page
    links = BeautifulSoup(page, "html.parser").select(f'main a[href*="{sheet.pk}"]')
    answer = client.get(str(links[0]["href"]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert str(secret.pk) not in page
    hidden = client.get(str(links[0]["href"]).replace(str(sheet.pk), str(secret.pk)))
    assert hidden["Location"].startswith("/en/account/login/")
    move_product(product=product, to="paused")
    assert client.get(str(links[0]["href"])).status_code == 302, "no longer shown, no longer read"


def test_a_picture_is_told_and_cut_as_its_owner_says(
    client: Client, tea: Category, tea_house: Organization, pepper_garden: Organization
) -> None:
    own = save_picture(data=picture(), title="tea", alt={"en": "Tea"}, owner_id=tea_house.pk)
    other = save_picture(data=picture(size=(80, 80)), title="x", owner_id=pepper_garden.pk)
    document = replace(
        LIUBAO,
        pictures=(own.pk, other.pk),
        alt={str(own.pk): {"zh-hans": "一篓茶"}, str(other.pk): {"en": "Not mine to say"}},
        focus={str(own.pk): (50, 0), str(other.pk): (0, 0)},
    )
    product = publish_product(organization=tea_house, document=document)
    page = client.get(f"/zh-hans/product/{product.slug}/").content.decode()
    assert 'alt="一篓茶"' in page
    assert 'style="object-position: 50% 0%"' in page
    own.refresh_from_db()
    assert own.alt == {"en": "Tea", "zh-hans": "一篓茶"}
    kept = Picture.objects.get(pk=other.pk)
    assert (kept.alt, "focus" in kept.manifest) == ({}, False)
    publish_product(organization=tea_house, product=product, document=replace(document, focus={}))
    own.refresh_from_db()
    assert "focus" not in own.manifest
