"""Pictures beside a table at the desk: refused, waited for, sent later, by its own organization only."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.files.models import PrivateFile
from catalog.merchants.models import Organization
from catalog.products.bulk.files import PICTURES
from catalog.products.bulk.sending import ImportMoved, add_pictures, keep_file
from catalog.products.models import Category, ListingImport
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import HEADER, tea_row
from tests.catalog.products.bulk.conftest import DESK, page, upload
from tests.catalog.products.bulk.sheets import xlsx
from tests.catalog.products.bulk.test_pictures_by_zip import packed, photo

pytestmark = pytest.mark.django_db


def zip_of(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("pictures.zip", packed({name: photo()}).getvalue())


def test_a_table_is_kept_where_its_pictures_are_refused(clerk: Client, tea: Category) -> None:
    table = xlsx([HEADER, tea_row(1)])
    refused = upload(clerk, table, pictures=zip_of("../evil.jpg"))
    assert refused.status_code == 422
    shown = page(refused)
    assert "leads out of it" in shown.text
    assert "“goods.xlsx” is kept" in shown.text
    imported = ListingImport.objects.get()
    assert imported.pictures is None
    (kept,) = shown.select("input[name=kept]")
    again = clerk.post(DESK, {"kept": kept["value"], "pictures": zip_of("tea.jpg")})
    assert again["Location"] == f"{DESK}{imported.pk}/columns/"
    assert ListingImport.objects.get().pictures is not None


def test_a_kept_table_is_gone_on_with_without_pictures(clerk: Client, tea: Category) -> None:
    shown = page(upload(clerk, xlsx([HEADER, tea_row(1)]), pictures=zip_of("../evil.jpg")))
    imported = ListingImport.objects.get()
    assert shown.select(f'a[href="{DESK}{imported.pk}/columns/"]')
    assert clerk.post(DESK, {"kept": str(imported.pk)}).status_code == 302


@pytest.mark.parametrize("kept", ["", "no-key", "00000000-0000-0000-0000-000000000000"])
def test_pictures_alone_are_refused_where_no_table_is_kept(clerk: Client, kept: str) -> None:
    refused = clerk.post(DESK, {"kept": kept, "pictures": zip_of("tea.jpg")})
    assert refused.status_code == 422
    assert page(refused).select_one("#id_file_error")
    assert not ListingImport.objects.exists()


def test_anothers_table_takes_no_pictures(clerk: Client, pepper_garden: Organization, wei: User) -> None:
    data = xlsx([["number"], ["1"]]).getvalue()
    theirs = keep_file(organization=pepper_garden, data=data, name="goods.xlsx", language="en", by=wei)
    refused = clerk.post(DESK, {"kept": str(theirs.pk), "pictures": zip_of("tea.jpg")})
    assert refused.status_code == 422
    theirs.refresh_from_db()
    assert theirs.pictures is None


def test_a_file_under_way_takes_no_pictures(clerk: Client, tea_house: Organization, wei: User) -> None:
    data = xlsx([["number"], ["1"]]).getvalue()
    kept = keep_file(organization=tea_house, data=data, name="goods.xlsx", language="en", by=wei)
    ListingImport.objects.update(stage="checking")
    with pytest.raises(ImportMoved):
        add_pictures(imported=kept, data=packed({"tea.jpg": photo()}).getvalue(), by=wei)
    assert not PrivateFile.objects.filter(kind=PICTURES).exists()
