"""Taking a table of exhibitors: what its dry run says of every row, and what taking it changes."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.models import Entry
from expo.fair.models import Booth, Edition, Exhibitor, ExhibitorFile, Stand
from expo.fair.organizing.table import Judged, Outcome, judge
from expo.fair.refusals import Refused
from expo.fair.services import exhibitors as services
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
HEAD = "name,email,language,country,hall,stand"
TEA = "Old Tree Tea,tea@example.com,zh-hans,CN,tea,T02"
BEAN = "Golden Bean,bean@example.com,vi,VN,tea,T03"
RICE = "Jasmine Field,rice@example.com,th,TH,,"


def table(*rows: str, head: str = HEAD) -> io.BytesIO:
    return io.BytesIO("\n".join([head, *rows]).encode())


@pytest.fixture
def keep(edition: Edition, stands: list[Stand], administrator: User) -> Any:
    """Return what looks through a table of these rows."""

    def look(*rows: str, head: str = HEAD) -> ExhibitorFile:
        return services.look_through(
            edition=edition, name="list.csv", file=table(*rows, head=head), by=administrator
        )

    return look


@pytest.fixture
def take(keep: Any, administrator: User) -> Any:
    """Return what takes a table of these rows."""

    def take_it(*rows: str) -> dict[str, int]:
        return services.take_file(kept=keep(*rows), by=administrator)

    return take_it


def judged(kept: ExhibitorFile) -> list[Judged]:
    return judge(kept.edition, kept.header, kept.rows)


def test_a_dry_run_changes_nothing(keep: Any) -> None:
    kept = keep(TEA, BEAN, RICE)
    assert [row.outcome for row in judged(kept)] == [Outcome.NEW] * 3
    assert not Exhibitor.objects.exists()
    assert not Stand.objects.exclude(state="free").exists()


def test_taking_it_lists_exhibitors_and_keeps_their_stands(take: Any, edition: Edition) -> None:
    assert take(TEA, BEAN, RICE) == {Outcome.NEW: 3}
    tea = Exhibitor.objects.get(email="tea@example.com")
    assert (tea.name, tea.language, tea.country_id, tea.state) == ("Old Tree Tea", "zh-hans", "CN", "listed")
    assert tea.stand is not None
    assert (tea.stand.code, tea.stand.state) == ("T02", "held")
    assert Exhibitor.objects.get(email="rice@example.com").stand is None
    entry = Entry.objects.filter(action="exhibitors.imported").get()
    assert entry.after == {"new": 3}
    assert not ExhibitorFile.objects.exists()


def test_the_same_table_again_changes_nothing(take: Any, keep: Any) -> None:
    take(TEA, BEAN, RICE)
    before = list(Exhibitor.objects.order_by("pk").values())
    assert [row.outcome for row in judged(keep(TEA, BEAN, RICE))] == [Outcome.SAME] * 3
    assert take(TEA, BEAN, RICE) == {Outcome.SAME: 3}
    assert list(Exhibitor.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    "row",
    [
        "Old Tree Tea House,tea@example.com,zh-hans,CN,tea,T02",
        "Old Tree Tea,tea@example.com,en,CN,tea,T02",
        "Old Tree Tea,tea@example.com,zh-hans,MY,tea,T02",
        "Old Tree Tea,TEA@example.com,zh-hans,CN,tea,T04",
    ],
)
def test_a_row_that_says_something_else_changes_its_exhibitor(take: Any, row: str) -> None:
    take(TEA)
    assert take(row) == {Outcome.CHANGED: 1}
    assert Exhibitor.objects.count() == 1


def test_another_stand_frees_the_first(take: Any) -> None:
    take(TEA)
    take("Old Tree Tea,tea@example.com,zh-hans,CN,tea,T04")
    assert dict(Stand.objects.values_list("code", "state")) == {
        "T01": "free",
        "T02": "free",
        "T03": "free",
        "T04": "held",
    }


def test_a_row_without_a_stand_leaves_the_one_that_is_kept(take: Any) -> None:
    take(TEA)
    assert take("Old Tree Tea,tea@example.com,zh-hans,CN,,") == {Outcome.SAME: 1}
    assert Exhibitor.objects.get().stand is not None


FAULTS = [
    (",tea@example.com,zh-hans,CN,,", ["A2"]),
    (f"{'x' * 161},tea@example.com,zh-hans,CN,,", ["A2"]),
    ("Tea,not an address,zh-hans,CN,,", ["B2"]),
    ("Tea,tea@example.com,fr,CN,,", ["C2"]),
    ("Tea,tea@example.com,zh-hans,Chine,,", ["D2"]),
    ("Tea,tea@example.com,zh-hans,CN,tea,", ["F2"]),
    ("Tea,tea@example.com,zh-hans,CN,tea,T99", ["F2"]),
    ("Tea,tea@example.com,zh-hans,CN,coffee,T02", ["F2"]),
    (",,,,tea,T99", ["A2", "B2", "C2", "D2", "F2"]),
]


@pytest.mark.parametrize(("row", "cells"), FAULTS)
def test_faults_are_named_by_cell_and_left_out(keep: Any, take: Any, row: str, cells: list[str]) -> None:
    (found,) = judged(keep(row))
    assert [fault.cell for fault in found.faults] == cells
    assert all(fault.text for fault in found.faults)
    assert take(row, RICE) == {Outcome.FAULT: 1, Outcome.NEW: 1}
    assert [one.email for one in Exhibitor.objects.all()] == ["rice@example.com"]


def test_what_stands_in_two_rows_is_named_in_both(keep: Any) -> None:
    addresses = judged(keep(RICE, RICE))
    assert [fault.cell for row in addresses for fault in row.faults] == ["B2", "B3"]
    stands = judged(keep(TEA, "Other,other@example.com,en,CN,TEA,t02"))
    assert [fault.cell for row in stands for fault in row.faults] == ["F2", "F3"]


def test_a_stand_that_somebody_has_is_not_given_away(keep: Any, take: Any, booth: Booth) -> None:
    row = "Other,other@example.com,en,CN,tea,T01"
    assert [fault.cell for fault in judged(keep(row))[0].faults] == ["F2"]
    assert take(row) == {Outcome.FAULT: 1}
    booth.refresh_from_db()
    assert booth.stand is not None
    assert booth.stand.state == "taken"


def test_a_stand_taken_after_the_dry_run_is_left_out(
    keep: Any, administrator: User, stands: list[Stand], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep(TEA)

    def meanwhile(*asked: Any) -> list[Judged]:
        found = judge(*asked)
        Stand.objects.filter(code="T02").update(state="taken")
        return found

    monkeypatch.setattr(services, "judge", meanwhile)
    assert services.take_file(kept=kept, by=administrator) == {Outcome.FAULT: 1}
    assert not Exhibitor.objects.exists()


@pytest.mark.parametrize("head", ["名称,电子邮箱,语言,国家,展馆,展位", "ชื่อ,อีเมล,ภาษา,ประเทศ,ฮอลล์,คูหา"])
def test_headings_may_be_in_any_language_of_the_site(keep: Any, head: str) -> None:
    from django.utils.translation import override

    from expo.fair.organizing.table import COLUMNS

    with override("zh-hans" if head[0] == "名" else "th"):
        own = ",".join(f"{label}" for label in COLUMNS.values())
    assert judged(keep(RICE, head=own))[0].outcome == Outcome.NEW


@pytest.mark.parametrize(
    ("rows", "head", "said"),
    [
        ([RICE], "name,email", "Language"),
        ([], HEAD, "no rows"),
    ],
)
def test_a_table_that_cannot_be_taken_says_why(keep: Any, rows: list[str], head: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        keep(*rows, head=head)
    assert not ExhibitorFile.objects.exists()


def test_twenty_rows_ask_the_database_as_often_as_one(keep: Any, django_assert_max_num_queries: Any) -> None:
    rows = [f"Firm {number},firm{number}@example.com,en,CN,," for number in range(20)]
    for count in (1, 20):
        kept = keep(*rows[:count])
        with django_assert_max_num_queries(4):
            judged(kept)


def test_striking_off_frees_the_stand(take: Any, administrator: User) -> None:
    take(TEA)
    services.strike_off(exhibitor=Exhibitor.objects.get(), by=administrator)
    assert not Exhibitor.objects.exists()
    assert Stand.objects.get(code="T02").state == "free"


def test_who_has_a_booth_is_not_struck_off(take: Any, administrator: User) -> None:
    take(TEA)
    Exhibitor.objects.update(state="claimed")
    with pytest.raises(Refused):
        services.strike_off(exhibitor=Exhibitor.objects.get(), by=administrator)
    assert Stand.objects.get(code="T02").state == "held"
