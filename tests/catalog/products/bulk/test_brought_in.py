"""A checked file becomes drafts: over what others do meanwhile, stopped, broken off, and never twice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.files.models import PrivateFile
from catalog.files.selectors import readable_file
from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.products.bulk import judging
from catalog.products.bulk.files import prune_imports
from catalog.products.bulk.pictures import PictureBook
from catalog.products.bulk.reading import Table
from catalog.products.bulk.sending import (
    DRAIN,
    ImportMoved,
    bring_in,
    confirm_columns,
    forget,
)
from catalog.products.models import (
    Category,
    ColumnMemory,
    ImportedRow,
    ImportRun,
    ListingDraft,
    ListingImport,
    Product,
)
from catalog.products.services.drafting import save_draft, submit_draft
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import (
    HEADER,
    counts,
    exported,
    faults,
    send,
    send_rows,
    take,
    tea_row,
)
from tests.catalog.products.bulk.sheets import separated, xlsx
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


def teas(count: int) -> list[list[Any]]:
    return [tea_row(number) for number in range(1, count + 1)]


def numbers() -> list[str]:
    return sorted(draft.document["number"] for draft in ListingDraft.objects.all())


def test_a_published_listing_stays_as_it_is_and_gets_a_draft(
    liubao: Product, tea_house: Organization, wei: User
) -> None:
    table = exported(tea_house)
    table[1][table[0].index("price.1.amount")] = "199"
    table[1][table[0].index("number")] = "LB-1"
    imported = send(tea_house, wei, xlsx(table))
    assert counts(imported) == {"changed": 1}
    assert ImportedRow.objects.get().fields == ["number", "price"]
    take(imported, wei)
    draft = ListingDraft.objects.get(product=liubao)
    assert draft.document["price"]["tiers"][0]["minor"] == 19_900
    assert ImportedRow.objects.get().draft == draft.pk
    liubao.refresh_from_db()
    assert liubao.version == 1
    # The next file is compared with the draft, and knows the listing by its number too.
    again = send(tea_house, wei, xlsx(exported(tea_house)))
    assert counts(again) == {"same": 1}
    known = send(tea_house, wei, separated([["number", "moq"], ["LB-1", "40"]]))
    assert counts(known) == {"changed": 1}


def test_what_is_in_review_is_named_and_left_alone(tea: Category, tea_house: Organization, wei: User) -> None:
    imported = take(send_rows(tea_house, wei, teas(2)), wei, submit=True)
    assert imported.stage == "done"
    assert set(ListingDraft.objects.values_list("state", flat=True)) == {"review"}
    changed = teas(2)
    changed[0][HEADER.index("moq")] = 40
    again = send_rows(tea_house, wei, changed)
    assert faults(again) == [("A2", "in-review")]
    assert counts(again) == {"fault": 1, "same": 1}


def test_an_incomplete_draft_can_be_changed_where_it_is_incomplete_elsewhere(
    tea: Category, tea_house: Organization, wei: User
) -> None:
    document = replace(LIUBAO, number="LB-9", unit="")
    save_draft(organization=tea_house, document=document, by=wei)
    imported = send(tea_house, wei, separated([["number", "moq"], ["LB-9", "40"]]))
    assert counts(imported) == {"changed": 1}
    broken = send(tea_house, wei, separated([["number", "moq"], ["LB-9", "41"]]))
    assert faults(broken) == [("B2", "")]


def test_rules_of_documents_are_told_by_the_cell_of_their_field(
    tea: Category, tea_house: Organization, wei: User
) -> None:
    rows = [["number", "title.zh-hans", "unit", "moq", "order_multiple"], ["1", "茶", "kg", "7", "5"]]
    imported = send(tea_house, wei, separated(rows))
    kept = ImportedRow.objects.get(listing_import=imported)
    assert {(one["cell"], one["values"]["text"]) for one in kept.faults} == {
        ("D2", "The smallest order must be a multiple of the order multiple."),
        ("A2", "Choose a category."),
    }


def test_what_somebody_changed_meanwhile_is_not_overwritten(
    tea: Category, tea_house: Organization, wei: User
) -> None:
    take(send_rows(tea_house, wei, teas(1)), wei)
    changed = teas(1)
    changed[0][HEADER.index("moq")] = 40
    imported = send_rows(tea_house, wei, changed)
    submit_draft(draft=ListingDraft.objects.get(), by=wei)
    take(imported, wei)
    assert ListingDraft.objects.get().document["moq"] == 20
    assert faults(imported) == [("A2", "in-review")]
    assert imported.stage == "done"


def test_two_files_at_once_write_no_number_twice(tea: Category, tea_house: Organization, wei: User) -> None:
    first, second = send_rows(tea_house, wei, teas(3)), send_rows(tea_house, wei, teas(3))
    bring_in(imported=first, submit=False, by=wei)
    bring_in(imported=second, submit=False, by=wei)
    drain(DRAIN)
    assert numbers() == ["LB-001", "LB-002", "LB-003"]
    assert counts(second) == {"same": 3}


def test_a_number_that_appears_while_rows_are_judged_is_not_written_twice(
    tea: Category, tea_house: Organization, wei: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = send_rows(tea_house, wei, teas(2))
    judge = judging.Judge.judge

    def slowly(self: judging.Judge, rows: Any) -> list[judging.Outcome]:
        outcomes = judge(self, rows)
        save_draft(organization=tea_house, document=replace(LIUBAO, number="LB-002"), by=wei)
        return outcomes

    monkeypatch.setattr(judging.Judge, "judge", slowly)
    take(imported, wei)
    assert numbers() == ["LB-001", "LB-002"]
    assert faults(imported) == [("A3", "changed")]


def test_what_the_columns_meant_is_remembered(tea: Category, tea_house: Organization, wei: User) -> None:
    imported = send(tea_house, wei, separated([["Our No.", "number"], ["x", "1"]]))
    confirm_columns(
        imported=imported, header=["Our No.", "number"], columns=["number", ""], encoding="utf-8-sig"
    )
    assert ColumnMemory.objects.get(organization=tea_house).words == {"our no.": "number", "number": ""}


def test_a_file_is_brought_in_once(tea: Category, tea_house: Organization, wei: User) -> None:
    imported = send_rows(tea_house, wei, teas(1))
    bring_in(imported=imported, submit=False, by=wei)
    with pytest.raises(ImportMoved):
        bring_in(imported=imported, submit=False, by=wei)
    with pytest.raises(ImportMoved):
        forget(imported=imported)
    with pytest.raises(ImportMoved):
        confirm_columns(imported=imported, header=HEADER, columns=HEADER, encoding="")
    assert ImportRun.objects.filter(phase="commit").count() == 1
    assert Entry.objects.filter(action="listings.imported").count() == 1


def test_a_file_that_cannot_be_read_to_its_end_says_why(tea_house: Organization, wei: User) -> None:
    imported = send(tea_house, wei, separated([["number"], ["1"]]))
    confirm_columns(imported=imported, header=["number"], columns=["number"], encoding="utf-16")
    drain(DRAIN)
    imported.refresh_from_db()
    assert imported.stage == "failed"
    assert "cannot be read" in imported.problem


def test_a_file_that_is_gone_says_so(tea: Category, tea_house: Organization, wei: User) -> None:
    imported = send_rows(tea_house, wei, teas(1))
    PrivateFile.objects.all().delete()
    take(imported, wei)
    assert (imported.stage, imported.problem) == ("failed", "The file is no longer here. Send it again.")
    assert not ListingDraft.objects.exists()


def test_files_are_forgotten_after_a_month_and_their_drafts_stay(
    tea: Category, tea_house: Organization, wei: User
) -> None:
    take(send_rows(tea_house, wei, teas(1)), wei)
    fresh = send_rows(tea_house, wei, teas(1))
    ListingImport.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - timedelta(days=31))
    prune_imports()
    assert list(ListingImport.objects.all()) == [fresh]
    assert PrivateFile.objects.count() == 1
    assert ListingDraft.objects.count() == 1


def test_a_file_is_read_by_those_who_write_listings_alone(
    tea_house: Organization, wei: User, sophea: User, nok: User
) -> None:
    imported = send(tea_house, wei, separated([["number"], ["1"]]))
    add_member(organization=tea_house, user_id=wei.pk, role="editor")
    add_member(organization=tea_house, user_id=nok.pk, role="sales")
    assert imported.file_id is not None
    readers = [
        readable_file(file_id=imported.file_id, reader=reader) is not None for reader in (wei, sophea, nok)
    ]
    assert readers == [True, False, False]


def test_looking_up_listings_is_constant_in_queries(
    tea: Category, tea_house: Organization, wei: User, django_assert_num_queries: Any
) -> None:
    take(send_rows(tea_house, wei, teas(24)), wei)
    found = []
    for count in (1, 24):
        table = reading_of(teas(count))
        judge = judging.Judge(
            organization=tea_house, table=table, columns=HEADER, pictures=PictureBook(tea_house)
        )
        rows = list(table.rows())
        # The drafts; and once for all rows the category and its properties.
        with django_assert_num_queries(3):
            outcomes = judge.judge(rows)
        found += [outcome.kind for outcome in outcomes]
    assert set(found) == {"same"}


def reading_of(rows: list[list[Any]]) -> Table:
    return Table(xlsx([HEADER, *rows]))


def test_nothing_is_kept_of_what_is_no_table(tea_house: Organization, wei: User) -> None:
    with pytest.raises(ValidationError):
        send(tea_house, wei, xlsx([]))
    assert not PrivateFile.objects.exists()
