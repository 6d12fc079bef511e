"""Files at the desk, as a clerk goes through them: send, confirm, look, bring in, fetch the result."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.bulk.sending import DRAIN
from catalog.products.models import Category, ColumnMemory, ListingDraft, ListingImport
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import HEADER, send_rows, take, tea_row
from tests.catalog.products.bulk.conftest import DESK, boxes, page, upload
from tests.catalog.products.bulk.sheets import separated, xlsx

pytestmark = pytest.mark.django_db


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
