"""``python -m tests.bench.imports``: the dry run of 10,000 rows × 30 columns, beside calamine alone.

Both read the same workbook in a process of their own, on an installation of its own (SQLite): calamine
reads every cell and does nothing with it; the dry run finds what becomes of each row and keeps it. Goal:
no more than 300 MB at the peak. With ``--again`` the file is brought in and checked once more, as one
that changes nothing, against as many drafts.
"""

import argparse
import io
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

# What needs Django is imported where it is called: most of it inside the installation.

ROWS, COLUMNS = 10_000, 30
MOST_MEGABYTES = 300
MORE: dict[str, Any] = {
    "title.th": "ชาลิ่วเป่า",
    "title.vi": "Trà Lục Bảo",
    "summary.en": "Aged for seven years in baskets of bamboo, pressed and steamed twice.",
    "description.zh-hans": "陈化七年，汤色红浓，有槟榔香，滋味醇厚。" * 4,
    "packing.en": "5 kg a basket",
    "order_multiple": 5,
    "shelf_life_days": 3650,
    "private_label": "yes",
    "term.1.rule": "FCA",
    "term.1.place": "Wuzhou",
}


@dataclass(frozen=True)
class Measured:
    """What one way to read the file took."""

    name: str
    rows: int
    seconds: float
    megabytes: float

    def __str__(self) -> str:
        speed = self.rows / self.seconds
        return f"{self.name:<42} {speed:>10,.0f} rows/s  {self.seconds:>6.2f} s  {self.megabytes:>5.0f} MB"


def write_file(path: str, rows: int) -> int:
    """Write the workbook and return how many columns it has."""
    from tests.catalog.products.bulk.coming import HEADER, tea_row
    from tests.catalog.products.bulk.sheets import xlsx

    header = [*HEADER, *MORE]
    table = [[*tea_row(number), *MORE.values()] for number in range(1, rows + 1)]
    Path(path).write_bytes(xlsx([header, *table]).getvalue())
    return len(header)


def calamine_alone(path: str) -> dict[str, Any]:
    """Read every cell of the workbook."""
    from python_calamine import CalamineWorkbook

    began = time.perf_counter()
    read = sum(1 for _row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())
    return _measured("calamine alone", read - 1, began)


def dry_run(path: str, again: bool = False) -> dict[str, Any]:
    """Send the workbook and have it checked; nothing of it is brought in."""
    from catalog.merchants.models import Organization
    from portal.accounts.models import User
    from tests.catalog.products.bulk.coming import counts, send
    from tests.stock import open_tea_house, plant_food, plant_tea

    if not again:
        plant_tea(plant_food())
        open_tea_house()
        User.objects.create_user("wei@example.com", "x", name="Wei")
    house, wei = Organization.objects.get(), User.objects.get()
    file = io.BytesIO(Path(path).read_bytes())
    began = time.perf_counter()
    imported = send(house, wei, file)
    name = "dry run, all there already" if again else "dry run, all new"
    measured = _measured(name, imported.rows_read, began)
    return {**measured, "outcomes": counts(imported)}


def bring_in() -> int:
    """Bring the checked file in and return how many drafts there are."""
    from catalog.products.models import ListingDraft, ListingImport
    from portal.accounts.models import User
    from tests.catalog.products.bulk.coming import take

    take(ListingImport.objects.get(), User.objects.get())
    return ListingDraft.objects.count()


def _measured(name: str, rows: int, began: float) -> dict[str, Any]:
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"name": name, "rows": rows, "seconds": seconds, "megabytes": peak}


def measure(folder: Path, rows: int, *, again: bool = False) -> list[Measured]:
    """Return what each way took. Raises AssertionError where a row was lost or misjudged."""
    from tests.harness.fault import Installation

    path = str(folder / "goods.xlsx")
    found = []
    with Installation(folder / "installation") as installation:
        assert installation.call(write_file, path=path, rows=rows) == COLUMNS
        found.append(installation.call(calamine_alone, path=path))
        found.append(installation.call(dry_run, path=path))
        assert found[-1].pop("outcomes") == {"new": rows}
        if again:
            assert installation.call(bring_in) == rows
            found.append(installation.call(dry_run, path=path, again=True))
            assert found[-1].pop("outcomes") == {"same": rows}
    return [Measured(**one) for one in found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--again", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATA_DIR": folder, "DATABASE_URL": ""}
        django.setup()
        # By its own name: what is called inside the installation is looked up there.
        from tests.bench import imports

        found = imports.measure(Path(folder), asked.rows, again=asked.again)
    print(f"{asked.rows:,} rows × {COLUMNS} columns")
    for one in found:
        print(one)
    return int(any(one.megabytes > MOST_MEGABYTES for one in found))


if __name__ == "__main__":
    sys.exit(main())
