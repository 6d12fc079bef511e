"""Rows of a table of exhibitors, at the edges of what may stand in them, and how far exhibitors are."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from openpyxl import Workbook

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from expo.fair.models import Booth, BoothStaff, Edition, Exhibitor, ExhibitorFile, Stand
from expo.fair.organizing.table import COLUMNS, LONGEST_ADDRESS, LONGEST_NAME, Judged, Outcome, judge, read
from expo.fair.selectors import exhibitors as reads
from expo.fair.services import exhibitors as services
from portal.accounts.models import User
from tests.expo.fair.conftest import build_hall, build_stands, plan_edition

HEAD = "name,email,language,country,hall,stand"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def file_of(text: str, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO(text.encode(encoding))


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_in_each_language_mean_their_own_columns(language: str) -> None:
    with translation.override(language):
        own = [str(label) for label in COLUMNS.values()]
    header, rows = read(file_of("\t".join(own) + "\n1\t2\t3\t4\t5\t6\n"))
    assert header == dict(zip(COLUMNS, "ABCDEF", strict=True))
    assert rows == [{"number": 2} | dict(zip(COLUMNS, "123456", strict=True))]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_columns_may_come_in_any_order_and_with_others_between(separator: str, encoding: str) -> None:
    lines = (("Country", "Remarks", "NAME", "language", "E-mail"), ("VN", "x", " Bean ", "vi", "b@x.org"))
    text = "\n".join(separator.join(line) for line in lines)
    header, rows = read(file_of(text, encoding))
    assert header == {"country": "A", "name": "C", "language": "D", "email": "E"}
    assert rows == [
        {"number": 2, "country": "VN", "name": "Bean", "language": "vi", "email": "b@x.org"},
    ]


def test_a_workbook_is_read_with_its_numbers_as_they_are_seen() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([None], list(COLUMNS), [1688, "a@x.org", "en", "CN", "tea", 101.0], [None], ["B", 1.5]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    _header, rows = read(kept)
    assert [(row["number"], row["name"], row["stand"]) for row in rows] == [(3, "1688", "101"), (5, "B", "")]
    assert rows[1]["email"] == "1.5"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("name,email\nA,a@x.org", "Language, Country"),
        ("foo,bar\n1,2", "Name, E-mail, Language, Country"),
    ],
)
def test_a_file_that_is_no_list_says_what_it_lacks(text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        read(file_of(text))


def verdicts(edition: Edition, *rows: str) -> list[Judged]:
    header, read_rows = read(file_of("\n".join([HEAD, *rows])))
    return judge(edition, header, read_rows)


def cells(found: list[Judged]) -> list[str]:
    return [fault.cell for row in found for fault in row.faults]


LONG = f"{'a' * 60}@{'.'.join(['b' * 60] * 3)}.org"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (f"{'n' * LONGEST_NAME},a@x.org,en,CN,,", []),
        (f"{'n' * (LONGEST_NAME + 1)},a@x.org,en,CN,,", ["A2"]),
        (f"A,{LONG},en,CN,,", []),
        (f"A,{'a' * 64}@{'.'.join(['b' * 60] * 3)}.bb.org.cn,en,CN,,", ["B2"]),
        ("A,A@X.ORG,EN,cn,,", []),
        ("A,a@x,en,CN,,", ["B2"]),
        ("A,a@x.org b@x.org,en,CN,,", ["B2"]),
        ("A,a@x.org,zh,CN,,", ["C2"]),
        ("A,a@x.org,zh-Hans,CN,,", []),
        ("A,a@x.org,,,,", ["C2", "D2"]),
        ("A,a@x.org,en,CHN,,", ["D2"]),
        ("A,a@x.org,en,ZZ,,", ["D2"]),
        ("A,a@x.org,en,CN,TEA,t01", []),
        ("A,a@x.org,en,CN,,T01", ["F2"]),
        ("A,a@x.org,en,CN,tea,T0", ["F2"]),
        ("A,a@x.org,en,CN,Tea hall,T01", ["F2"]),
    ],
)
def test_a_cell_is_held_against_what_it_may_be(
    edition: Edition, stands: list[Stand], row: str, wrong: list[str]
) -> None:
    found = verdicts(edition, row)
    assert cells(found) == wrong
    assert found[0].outcome == (Outcome.FAULT if wrong else Outcome.NEW)


def test_the_longest_address_is_what_the_column_holds() -> None:
    assert Exhibitor._meta.get_field("email").max_length == LONGEST_ADDRESS > len(LONG)
    assert Exhibitor._meta.get_field("name").max_length == LONGEST_NAME


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["held", "taken", "closed"])
def test_a_stand_that_is_not_free_is_named(edition: Edition, stands: list[Stand], state: str) -> None:
    Stand.objects.filter(code="T01").update(state=state)
    assert cells(verdicts(edition, "A,a@x.org,en,CN,tea,T01")) == ["F2"]


@pytest.mark.django_db
def test_a_stand_of_another_edition_is_not_one_of_this(edition: Edition, stands: list[Stand]) -> None:
    after = plan_edition("2027", 24, 2027)
    build_stands(build_hall(after, slug="coffee"))
    assert cells(verdicts(edition, "A,a@x.org,en,CN,coffee,T01")) == ["F2"]
    assert verdicts(after, "A,a@x.org,en,CN,coffee,T01")[0].outcome == Outcome.NEW


@pytest.mark.django_db
def test_an_exhibitor_of_another_edition_is_new_here(edition: Edition, stands: list[Stand]) -> None:
    after = plan_edition("2027", 24, 2027)
    Exhibitor.objects.create(edition=after, name="A", email="a@x.org", language="en", country_id="CN")
    assert verdicts(edition, "A,a@x.org,en,CN,,")[0].outcome == Outcome.NEW
    assert verdicts(after, "A,a@x.org,en,CN,,")[0].outcome == Outcome.SAME


@pytest.mark.django_db
def test_who_has_claimed_is_renamed_and_not_moved(
    edition: Edition, booth: Booth, administrator: User
) -> None:
    Exhibitor.objects.create(
        edition=edition,
        name="A",
        email="a@x.org",
        language="en",
        country_id="CN",
        state="claimed",
        booth=booth,
    )
    assert verdicts(edition, "A,a@x.org,en,CN,tea,T01")[0].outcome == Outcome.SAME
    assert cells(verdicts(edition, "A,a@x.org,en,CN,tea,T02")) == ["F2"]
    kept = services.look_through(
        edition=edition,
        name="x" * 300,
        file=file_of(f"{HEAD}\nB,a@x.org,th,CN,tea,T01"),
        by=administrator,
    )
    assert (len(kept.name), kept.created_by_id) == (200, administrator.pk)
    assert services.take_file(kept=kept, by=administrator) == {Outcome.CHANGED: 1}
    now = Exhibitor.objects.get()
    assert (now.name, now.language, now.state, now.booth_id, now.stand_id) == (
        *("B", "th", "claimed"),
        *(booth.pk, None),
    )
    assert Stand.objects.get(code="T01").state == "taken"


@pytest.mark.django_db
def test_a_table_taken_twice_at_once_changes_nothing_the_second_time(
    edition: Edition, stands: list[Stand], administrator: User
) -> None:
    text = f"{HEAD}\nA,a@x.org,en,CN,tea,T01\nB,b@x.org,en,CN,,"
    first = services.look_through(edition=edition, name="a", file=file_of(text), by=administrator)
    seen = ExhibitorFile.objects.get(pk=first.pk)
    assert services.take_file(kept=first, by=administrator) == {Outcome.NEW: 2}
    assert services.take_file(kept=seen, by=administrator) == {Outcome.SAME: 2}
    assert Exhibitor.objects.count() == 2
    kept = Entry.objects.filter(action="exhibitors.imported").order_by("pk")
    assert [(one.role, one.after) for one in kept] == [("organizer", {"new": 2}), ("organizer", {"same": 2})]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 24, 200])
def test_a_table_is_judged_in_as_many_queries_however_long(
    edition: Edition, stands: list[Stand], count: int, django_assert_num_queries: Any
) -> None:
    Exhibitor.objects.bulk_create(
        Exhibitor(edition=edition, name="A", email=f"a{at}@x.org", language="en", country_id="CN")
        for at in range(0, count, 2)
    )
    header, rows = read(file_of("\n".join([HEAD, *(f"A,a{at}@x.org,en,CN,tea,T01" for at in range(count))])))
    with django_assert_num_queries(3):
        found = judge(edition, header, rows)
    assert len(found) == count


@pytest.mark.django_db
def test_how_far_a_booth_is_counts_each_thing_once(
    edition: Edition, booth: Booth, tea_house: Organization, wei: User, lan: User
) -> None:
    row = Exhibitor.objects.create(
        edition=edition,
        name="A",
        email="a@x.org",
        language="en",
        country_id="CN",
        state="claimed",
        booth=booth,
    )
    for at in range(3):
        booth.exhibits.create(document={}, version=1, shown_at=timezone.now(), order=at)
    for person in (wei, lan):
        BoothStaff.objects.create(booth=booth, person=person, name="W", languages=["en"])
    Booth.objects.update(headline_en="Tea", headline_zh_hans="茶", headline_th="")
    (seen,) = reads.expected(edition)
    assert (seen.exhibits, seen.staff, seen.languages, seen.published) == (3, 2, 2, False)
    assert seen.stand is not None
    assert (seen.row.pk, seen.stand.code, seen.claimed) == (row.pk, "T01", True)
    found = {name: count for name, _label, count in reads.counted([seen])}
    assert found == {
        "all": 1,
        "listed": 0,
        "waiting": 0,
        "empty": 0,
        "unpublished": 1,
        "languages": 0,
        "staff": 0,
    }
