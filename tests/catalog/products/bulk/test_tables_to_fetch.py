"""Tables fetched at the desk: the empty one of a category, and everything listed."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.products.bulk.sending import DRAIN
from catalog.products.models import Category, ImportedRow, ListingImport, Product
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import HEADER, faults, send_rows, take, tea_row
from tests.catalog.products.bulk.conftest import DESK, boxes, upload
from tests.catalog.products.bulk.sheets import separated

pytestmark = pytest.mark.django_db


def test_the_empty_table_has_the_properties_of_its_category_in_the_readers_language(
    clerk: Client, tea: Category
) -> None:
    response = clerk.get("/th/desk/green-banyan-tea-house/products/import/template.xlsx?category=tea")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active  # type: ignore[attr-defined]
    header = [cell.value for cell in sheet[1]]
    assert any(words.endswith("[attribute.grade]") for words in header)
    assert "รหัส HS [hs6]" in header or any(words.endswith("[hs6]") for words in header)
    assert not any(words.endswith("[attribute.moisture]") for words in header)
    assert clerk.get(f"{DESK}template.csv?category=no-such").status_code == 404
    assert clerk.get(f"{DESK}template.pdf").status_code == 404


def test_the_filled_in_table_of_a_category_is_taken_as_it_is(clerk: Client, tea: Category) -> None:
    response = clerk.get("/km/desk/green-banyan-tea-house/products/import/template.csv?category=tea")
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    [header] = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    filled = dict(zip(HEADER, tea_row(1), strict=True))
    keys = [words.rpartition("[")[2].rstrip("]") for words in header]
    sent = upload(clerk, separated([header, [filled.get(key, "") for key in keys]]), "goods.csv")
    clerk.post(sent["Location"], boxes(clerk.get(sent["Location"])))
    drain(DRAIN)
    assert faults(ListingImport.objects.get()) == []
    assert ImportedRow.objects.get().outcome == "new"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_everything_listed_can_be_fetched_and_sent_back(clerk: Client, liubao: Product, kind: str) -> None:
    response = clerk.get(f"{DESK}listings.{kind}")
    assert response["Content-Disposition"].startswith('attachment; filename="green-banyan-tea-house-')
    whole = io.BytesIO(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    sent = upload(clerk, whole, f"goods.{kind}")
    clerk.post(sent["Location"], boxes(clerk.get(sent["Location"])))
    drain(DRAIN)
    assert ImportedRow.objects.get().outcome == "same"


def test_an_export_is_constant_in_queries(
    clerk: Client, tea: Category, tea_house: Organization, wei: User
) -> None:
    counted = []
    for count in (1, 24):
        take(send_rows(tea_house, wei, [tea_row(number) for number in range(1, count + 1)]), wei)
        with CaptureQueriesContext(connection) as queries:
            assert len(list(clerk.get(f"{DESK}listings.csv").streaming_content)) == count + 1  # type: ignore[attr-defined]
        counted.append(len(queries))
    assert counted[0] == counted[1]
