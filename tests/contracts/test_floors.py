"""Floors and rooms hold, and the contract that says so would notice if they did not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
FLOORS = ["portal", "expo", "catalog"]


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the floors in a folder."""
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the floors that may be spoiled."""
    for floor in FLOORS:
        shutil.copytree(
            BASE / floor, tmp_path / floor, ignore=shutil.ignore_patterns("__pycache__", "templates")
        )
    shutil.copy(BASE / "pyproject.toml", tmp_path)
    return tmp_path


def room(folder: Path, name: str) -> None:
    """Build a room that is only planned so far."""
    path = folder / name
    path.mkdir(exist_ok=True)
    (path / "__init__.py").touch()


def add_import(folder: Path, room_name: str, module: str) -> None:
    (folder / room_name / "deliberate.py").write_text(f"import {module}\n")


def test_floors_and_rooms_hold() -> None:
    done = contracts(BASE)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("lower", "upper", "contract"),
    [
        ("catalog/products", "expo/fair", "Floors"),
        ("catalog/products", "portal/accounts", "Floors"),
        ("catalog/products", "catalog/tourism", "Rooms of the catalogue"),
        ("catalog/reference", "catalog/products", "Rooms of the catalogue"),
        ("expo/ledger", "expo/orders", "Rooms of the fair"),
        ("portal/accounts", "portal/pages", "Rooms of the portal"),
    ],
)
def test_an_import_upward_breaks_the_contract(house: Path, lower: str, upper: str, contract: str) -> None:
    room(house, lower)
    room(house, upper)
    add_import(house, lower, upper.replace("/", "."))
    done = contracts(house)
    assert done.returncode == 1
    broken = [line for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert [line for line in broken if line.startswith(contract)], done.stdout


def test_a_room_of_the_catalogue_must_have_its_place_in_the_contract(house: Path) -> None:
    room(house, "catalog/attic")
    assert contracts(house).returncode == 1
