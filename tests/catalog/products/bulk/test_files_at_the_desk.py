"""Files at the desk, as a clerk goes through them: send, confirm, look, bring in, fetch the result."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.files.models import PrivateFile
from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.bulk.files import PICTURES
from catalog.products.bulk.sending import DRAIN, ImportMoved, add_pictures, keep_file
from catalog.products.models import Category, ColumnMemory, ImportedRow, ListingDraft, ListingImport, Product
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import HEADER, faults, send_rows, take, tea_row
from tests.catalog.products.bulk.sheets import separated, xlsx
from tests.catalog.products.bulk.test_pictures_by_zip import packed, photo

pytestmark = pytest.mark.django_db
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


def test_a_file_goes_its_whole_way(clerk: Client, tea: Category) -> None:
    rows = [tea_row(1), tea_row(2), tea_row(3)]
    rows[1][HEADER.index("price.1.amount")] = "1,234"
    sent = upload(clerk, xlsx([HEADER, *rows]))
    imported = ListingImport.objects.get()
    assert sent["Location"] == f"{DESK}{imported.pk}/columns/"
    columns = clerk.get(sent["Location"])
    given = boxes(columns)
    assert [given[f"column_{at}"] for at in range(len(HEADER))] == HEADER
    assert "LB-001 · LB-002 · LB-003" in page(columns).text
    confirmed = clerk.post(sent["Location"], given)
    assert confirmed["Location"] == f"{DESK}{imported.pk}/"
    waiting = page(clerk.get(confirmed["Location"]))
    assert waiting.select_one("#state")["hx-trigger"] == "every 3s"  # type: ignore[index]
    drain(DRAIN)
    checked = page(clerk.get(confirmed["Location"]))
    assert checked.select_one("#state").get("hx-trigger") is None  # type: ignore[union-attr]
    assert "J3 “1,234” can be read as 1234 or as 1.2340." in " ".join(checked.text.split())
    assert "2 rows become drafts." in " ".join(checked.text.split())
    assert not ListingDraft.objects.exists()
    clerk.post(f"{DESK}{imported.pk}/bring-in/")
    drain(DRAIN)
    assert "2 of 2 rows" in " ".join(page(clerk.get(confirmed["Location"])).text.split())
    assert ListingDraft.objects.count() == 2


def test_rows_are_shown_by_their_outcome_and_in_pages(
    clerk: Client, tea: Category, tea_house: Organization, wei: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.products.bulk.looking.AT_ONCE", 2)
    rows = [tea_row(number) for number in range(1, 6)]
    rows[4][HEADER.index("moq")] = "many"
    imported = send_rows(tea_house, wei, rows)
    here = f"{DESK}{imported.pk}/"
    first = page(clerk.get(here))
    assert [cell.text for cell in first.select("tbody th")] == ["2", "3"]
    [following] = first.select("a[rel=next]")
    second = page(clerk.get(str(following["href"])))
    assert [cell.text for cell in second.select("tbody th")] == ["4", "5"]
    wrong = page(clerk.get(f"{here}?only=fault"))
    assert [cell.text for cell in wrong.select("tbody th")] == ["6"]
    assert clerk.get(f"{here}?only=nonsense&after=nonsense").status_code == 200


def test_the_page_of_a_file_is_constant_in_queries(
    clerk: Client, tea: Category, tea_house: Organization, wei: User
) -> None:
    counted = []
    for count in (1, 24):
        imported = send_rows(tea_house, wei, [tea_row(number) for number in range(1, count + 1)])
        clerk.get(f"{DESK}{imported.pk}/")
        with CaptureQueriesContext(connection) as queries:
            clerk.get(f"{DESK}{imported.pk}/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_result_can_be_fetched_and_runs_nothing(
    clerk: Client, tea: Category, tea_house: Organization, wei: User
) -> None:
    rows = [tea_row(1), tea_row(2)]
    rows[0][1] = "+cmd|' /C calc'!A0"
    rows[1][HEADER.index("moq")] = "many"
    imported = take(send_rows(tea_house, wei, rows), wei)
    response = clerk.get(f"{DESK}{imported.pk}/result.csv")
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == 'attachment; filename="result.csv"'
    found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert found[1][:5] == ["2", "", "LB-001", "'+cmd|' /C calc'!A0", "New"]
    assert found[2][:2] == ["3", "G3"]
    assert found[2][5] == "“many” is not a number."


def test_columns_that_make_no_sense_are_refused_beside_their_boxes(clerk: Client, tea: Category) -> None:
    sent = upload(clerk, xlsx([["a", "b", "c"], ["1", "2", "3"]]))
    given = {"column_0": "nonsense", "column_1": "title.en", "column_2": "title.en"}
    refused = clerk.post(sent["Location"], given)
    assert refused.status_code == 422
    text = page(refused).text
    assert "There is no such column. Choose one from the list." in text
    assert "Another column means this already." in text
    assert "One column has to hold your article numbers (number)." in text
    assert boxes(refused) == {**given, "category": ""}
    assert ListingImport.objects.get().stage == "columns"


def test_what_was_confirmed_is_filled_in_next_time(
    clerk: Client, tea: Category, tea_house: Organization
) -> None:
    ColumnMemory.objects.create(organization=tea_house, words={"our own word": "hs6"})
    sent = upload(clerk, xlsx([["Our own word", "number"], ["090240", "1"]]))
    given = boxes(clerk.get(sent["Location"]))
    assert (given["column_0"], given["column_1"]) == ("hs6", "number")


def test_a_text_file_is_read_in_the_encoding_its_sender_names(clerk: Client, tea: Category) -> None:
    table = [["number", "title.th"], ["1", "ข้าวหอมมะลิ"]]
    sent = upload(clerk, separated(table, encoding="cp874"), "goods.csv")
    again = clerk.post(sent["Location"], {"encoding": "cp874", "again": "1"})
    assert "ข้าวหอมมะลิ" in page(again).text
    clerk.post(sent["Location"], {**boxes(again), "encoding": "cp874"})
    assert ListingImport.objects.get().encoding == "cp874"
    assert clerk.post(sent["Location"], {"encoding": "no-such", "again": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            io.BytesIO(b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0\0\x01\0\x02"),
            "This is not a text file. Send CSV or XLSX.",
        ),
        (xlsx([["a", "b"], ["1", "2"]], merge=["A1:B1"]), "Cells A1 to B1 above the columns are merged."),
        (io.BytesIO(b""), "The submitted file is empty."),
    ],
)
def test_a_file_that_is_not_taken_is_refused_beside_its_box(
    clerk: Client, file: io.BytesIO, said: str
) -> None:
    refused = upload(clerk, file)
    assert refused.status_code == 422
    assert said in page(refused).text
    assert not ListingImport.objects.exists()


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


def test_files_are_thrown_away_and_stopped_from_their_page(
    clerk: Client, tea: Category, tea_house: Organization, wei: User
) -> None:
    imported = send_rows(tea_house, wei, [tea_row(1)])
    clerk.post(f"{DESK}{imported.pk}/bring-in/", {"submit": "on"})
    clerk.post(f"{DESK}{imported.pk}/cancel/")
    assert "Stop" not in [
        button.text for button in page(clerk.get(f"{DESK}{imported.pk}/")).select("#state button")
    ]
    drain(DRAIN)
    imported.refresh_from_db()
    assert (imported.stage, imported.submit) == ("cancelled", True)
    clerk.post(f"{DESK}{imported.pk}/forget/")
    assert not ListingImport.objects.exists()


def test_another_organizations_file_is_not_found(
    clerk: Client, tea: Category, pepper_garden: Organization, sophea: User
) -> None:
    theirs = send_rows(pepper_garden, sophea, [tea_row(1)])
    for way in ("", "columns/", "result.csv"):
        assert clerk.get(f"{DESK}{theirs.pk}/{way}").status_code == 404
    for way in ("bring-in/", "cancel/", "forget/", "columns/"):
        assert clerk.post(f"{DESK}{theirs.pk}/{way}").status_code == 404
    theirs.refresh_from_db()
    assert (theirs.stage, theirs.cancel_wanted) == ("checked", False)


def test_who_only_buys_has_no_files(client: Client, wei: User) -> None:
    shop = Organization.objects.create(slug="shop", kind="person", country_id="CN", source_language="en")
    add_member(organization=shop, user_id=wei.pk, role="owner")
    client.force_login(wei)
    for way in ("", "template.csv", "listings.csv"):
        assert client.get(f"/en/desk/shop/products/import/{way}").status_code == 404
