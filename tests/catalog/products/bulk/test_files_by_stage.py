"""What may be done with a file at each of its stages, through the desk's pages; the rest changes nothing."""

import csv
import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.audit.models import Entry
from catalog.files.models import PrivateFile
from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.bulk.sending import DRAIN, confirm_columns, keep_file
from catalog.products.models import (
    Category,
    ColumnMemory,
    ImportedRow,
    ImportRun,
    ListingDraft,
    ListingImport,
    Product,
)
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import HEADER, send_rows, take, tea_row
from tests.catalog.products.bulk.sheets import separated, xlsx

pytestmark = pytest.mark.django_db
DESK = "/en/desk/green-banyan-tea-house/products/import/"
STAGES = ["columns", "checking", "checked", "committing", "done", "cancelled", "failed"]
RUNNING = ("checking", "committing")
WORKED_ON = "This file is being worked on already."


@pytest.fixture
def clerk(client: Client, tea_house: Organization, wei: User) -> Client:
    add_member(organization=tea_house, user_id=wei.pk, role="editor")
    client.force_login(wei)
    return client


@pytest.fixture
def sent(tea: Category, tea_house: Organization, wei: User) -> ListingImport:
    """A file of one new tea that nobody has looked through."""
    table = separated([HEADER, [str(value) for value in tea_row(1)]])
    return keep_file(organization=tea_house, data=table.getvalue(), name="goods.csv", language="en", by=wei)


def at(imported: ListingImport, stage: str, **fields: Any) -> str:
    """Put the file at a stage, with the row that its dry run would have found; return its page's address."""
    if stage not in {"columns", "checking"}:
        ImportedRow.objects.create(
            listing_import=imported, row=2, outcome="new", number="LB-001", done=stage == "done"
        )
    if stage == "done":
        fields = {"rows_done": 1, **fields}
    ListingImport.objects.filter(pk=imported.pk).update(stage=stage, **fields)
    return f"{DESK}{imported.pk}/"


def page(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(response: Any) -> str:
    return " ".join(page(response).get_text(" ").split())


def stage_of(imported: ListingImport) -> str:
    imported.refresh_from_db()
    return imported.stage


@pytest.mark.parametrize("stage", STAGES)
def test_it_is_brought_in_only_once_it_was_checked_or_stopped(
    stage: str, clerk: Client, sent: ListingImport, wei: User
) -> None:
    here = at(sent, stage)
    answer = clerk.post(f"{here}bring-in/", {"submit": "on"}, follow=True)
    if stage in {"checked", "cancelled"}:
        assert stage_of(sent) == "committing"
        assert (sent.submit, sent.cancel_wanted) == (True, False)
        entry = Entry.objects.get(action="listings.imported")
        assert (entry.actor, entry.role) == (wei, "editor")
        assert entry.after == {"file": "goods.csv", "import": str(sent.pk)}
        assert ImportRun.objects.filter(listing_import=sent, phase="commit").count() == 1
    else:
        assert WORKED_ON in words(answer)
        assert stage_of(sent) == stage
        assert not Entry.objects.filter(action="listings.imported").exists()
        assert not ImportRun.objects.exists()


@pytest.mark.parametrize("stage", STAGES)
def test_its_columns_are_confirmed_before_anything_was_brought_in(
    stage: str, clerk: Client, sent: ListingImport
) -> None:
    here = at(sent, stage)
    given = {f"column_{place}": key for place, key in enumerate(HEADER)} | {"encoding": sent.encoding}
    answer = clerk.post(f"{here}columns/", given, follow=True)
    if stage in {"columns", "checked", "failed"}:
        assert stage_of(sent) == "checking"
        assert sent.columns == HEADER
        assert ImportRun.objects.filter(listing_import=sent, phase="check").count() == 1
    else:
        assert stage_of(sent) == stage
        assert not ImportRun.objects.exists()
        assert answer.redirect_chain[-1][0] == here


@pytest.mark.parametrize("stage", STAGES)
def test_only_what_runs_is_stopped(stage: str, clerk: Client, sent: ListingImport) -> None:
    here = at(sent, stage)
    answer = clerk.post(f"{here}cancel/", follow=True)
    assert (stage_of(sent), sent.cancel_wanted) == (stage, stage in RUNNING)
    assert ("It stops before the next rows." in words(answer)) == (stage in RUNNING)


@pytest.mark.parametrize("stage", STAGES)
def test_what_runs_is_not_thrown_away(stage: str, clerk: Client, sent: ListingImport) -> None:
    here = at(sent, stage)
    answer = clerk.post(f"{here}forget/", follow=True)
    if stage in RUNNING:
        assert WORKED_ON in words(answer)
        assert PrivateFile.objects.count() == 1
        assert stage_of(sent) == stage
    else:
        assert "The file was thrown away. Drafts that came of it stay." in words(answer)
        assert not ListingImport.objects.exists()
        assert not PrivateFile.objects.exists()


@pytest.mark.parametrize("way", ["bring-in/", "cancel/", "forget/"])
def test_nothing_happens_by_looking(way: str, clerk: Client, sent: ListingImport) -> None:
    here = at(sent, "checked")
    assert clerk.get(f"{here}{way}")["Location"] == here
    assert stage_of(sent) == "checked"


OFFERED = {
    "columns": {"What the columns mean", "Throw the file away"},
    "checking": {"Look again", "Stop"},
    "checked": {"Bring them in", "Fetch the result", "What the columns mean", "Throw the file away"},
    "committing": {"Look again", "Stop"},
    "done": {"Fetch the result", "Throw the file away"},
    "cancelled": {"Bring them in", "Fetch the result", "Throw the file away"},
    "failed": {"Fetch the result", "What the columns mean", "Throw the file away"},
}


@pytest.mark.parametrize("stage", STAGES)
def test_its_page_offers_what_its_stage_allows(stage: str, clerk: Client, sent: ListingImport) -> None:
    found = page(clerk.get(at(sent, stage)))
    there = {one.get_text(strip=True) for one in found.select("main button, main a.button")}
    assert there == OFFERED[stage]
    state = found.select_one("#state")
    assert state
    assert state.has_attr("hx-get") == (stage in RUNNING), (
        "it looks again by itself while it runs, and only then"
    )


def test_why_a_file_could_not_be_read_stands_on_its_page(clerk: Client, sent: ListingImport) -> None:
    here = at(sent, "failed", problem="The file is no longer here. Send it again.")
    assert "The file is no longer here. Send it again." in words(clerk.get(here))


def test_a_file_that_says_nothing_new_is_not_brought_in(
    clerk: Client, tea: Category, tea_house: Organization, wei: User
) -> None:
    take(send_rows(tea_house, wei, [tea_row(1)]), wei)
    again = send_rows(tea_house, wei, [tea_row(1)])
    found = page(clerk.get(f"{DESK}{again.pk}/"))
    assert "Bring them in" not in found.get_text()
    assert [cell.get_text() for cell in found.select("tbody th")] == ["2"]
    assert "No change" in found.get_text()


def test_a_file_whose_table_is_gone_says_so_where_its_columns_are_asked(
    clerk: Client, sent: ListingImport
) -> None:
    PrivateFile.objects.all().delete()
    answer = clerk.get(f"{DESK}{sent.pk}/columns/", follow=True)
    assert answer.redirect_chain[-1][0] == DESK
    assert "This file cannot be read." in words(answer)


def test_files_are_listed_the_last_first_and_lead_to_their_next_step(
    clerk: Client, sent: ListingImport, tea_house: Organization, wei: User
) -> None:
    checked = send_rows(tea_house, wei, [tea_row(2)])
    found = page(clerk.get(DESK))
    links = [str(one["href"]) for one in found.select("main a") if DESK in str(one["href"])]
    assert links.index(f"{DESK}{checked.pk}/") < links.index(f"{DESK}{sent.pk}/columns/")
    assert "Columns to be confirmed" in found.get_text()
    assert "Checked" in found.get_text()


def test_where_no_file_was_sent_none_is_listed(clerk: Client) -> None:
    found = page(clerk.get(DESK))
    assert not found.select("main tbody")
    assert "Send a table of your goods, one to a row, up to" in " ".join(found.get_text().split())


def test_nothing_sent_is_refused_beside_its_box_and_nothing_kept(clerk: Client) -> None:
    answer = clerk.post(DESK)
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    wrong = BeautifulSoup(answer.content, "html.parser").select(".field.invalid")
    assert len(wrong) == 1
    assert not ListingImport.objects.exists()
    assert not PrivateFile.objects.exists()


def test_columns_are_remembered_for_one_organization_alone(
    sent: ListingImport, tea_house: Organization, pepper_garden: Organization
) -> None:
    confirm_columns(
        imported=sent, header=["Our No.", "Remark", ""], columns=["number", "", "moq"], encoding=sent.encoding
    )
    [memory] = ColumnMemory.objects.all()
    assert memory.organization == tea_house
    assert memory.words == {"our no.": "number", "remark": ""}, "a column without words is not remembered"


def test_the_category_of_rows_that_name_none_is_taken_from_the_page(
    clerk: Client, tea: Category, tea_house: Organization
) -> None:
    rows = [["number", "title.zh-hans", "unit"], ["1", "茶", "kg"]]
    there = clerk.post(DESK, {"file": SimpleUploadedFile("goods.xlsx", xlsx(rows).getvalue())})["Location"]
    given = {"column_0": "number", "column_1": "title.zh-hans", "column_2": "unit"}
    assert clerk.post(there, given | {"category": "no-such"}).status_code == 422
    clerk.post(there, given | {"category": "tea"})
    drain(DRAIN)
    imported = ListingImport.objects.get()
    assert imported.category == "tea"
    assert ImportedRow.objects.get().outcome == "new"
    clerk.post(f"{DESK}{imported.pk}/bring-in/")
    drain(DRAIN)
    assert ListingDraft.objects.get().document["category"] == "tea"


@pytest.mark.parametrize("stage", ["columns", "checked", "done"])
def test_the_result_has_a_line_for_each_fault_and_one_for_each_sound_row(
    stage: str, clerk: Client, sent: ListingImport
) -> None:
    ListingImport.objects.filter(pk=sent.pk).update(stage=stage)
    ImportedRow.objects.create(
        listing_import=sent, row=2, outcome="changed", number="A", fields=["moq", "price"]
    )
    twice = [{"cell": "B3", "code": "missing", "values": {}}, {"cell": "C3", "code": "missing", "values": {}}]
    ImportedRow.objects.create(listing_import=sent, row=3, outcome="fault", number="B", faults=twice)
    answer = clerk.get(f"/th{DESK[3:]}{sent.pk}/result.csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [line[:3] for line in lines[1:]] == [["2", "", "A"], ["3", "B3", "B"], ["3", "C3", "B"]]
    assert all(not line[4].isascii() and not line[5].isascii() for line in lines[1:]), (
        "told in the reader's language"
    )
    assert "private, no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_who_lists_nothing_fetches_a_table_of_headings_alone(kind: str, clerk: Client) -> None:
    answer = clerk.get(f"{DESK}listings.{kind}")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer.status_code == 200
    assert "private, no-store" in answer["Cache-Control"]
    if kind == "csv":
        assert len(list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))) == 1


def test_an_export_holds_nobody_else_s_goods(clerk: Client, liubao: Product, kampot: Product) -> None:
    answer = clerk.get(f"{DESK}listings.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert liubao.slug in text
    assert kampot.slug not in text
    assert "Kampot" not in text
