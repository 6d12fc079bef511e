"""A slip in a file of the demonstration is told with file and field, whatever kind of file it is."""

from pathlib import Path
from typing import Any

import pytest

from portal.demo.fair import schema as fair
from portal.demo.reading import FOLDER, ContentRefused, content, files, gather, read
from portal.demo.schema import (
    AttributeEntry,
    BranchEntry,
    BrandEntry,
    ConversationEntry,
    EvidenceEntry,
    IndicationEntry,
    OrganizationEntry,
    PersonEntry,
    PriceEntry,
    SampleEntry,
)

NAME = "{en: A}"


@pytest.mark.parametrize(
    ("kind", "said", "fields"),
    [
        (PersonEntry, "{email: a@demo.example, name: A}", ["does"]),
        (PersonEntry, "{email: a@demo.example, name: A, does: buyer}", ["does"]),
        (AttributeEntry, f"{{kind: colour, name: {NAME}}}", ["kind"]),
        (AttributeEntry, f"{{kind: number, name: {NAME}, units: kg}}", ["units"]),
        (BranchEntry, f"{{slug: a, concept: a, name: {NAME}}}", ["categories"]),
        (BranchEntry, f"{{slug: a, concept: a, name: {NAME}, categories: [{{slug: b}}]}}", ["attributes"]),
        (BrandEntry, f"{{slug: a, organization: b, name: {NAME}, story: text}}", ["story", "picture"]),
        (EvidenceEntry, "{organization: a, kind: b, number: 1}", ["number", "issuer", "decision"]),
        (IndicationEntry, f"{{slug: a, country: CN, hs6: '090230', name: {NAME}}}", ["language", "steps"]),
        (
            OrganizationEntry,
            f"{{slug: a, kind: b, country: CN, language: en, name: {NAME}, boss: x}}",
            ["boss"],
        ),
        (PriceEntry, "{currency: CNY, tiers: {many: 5}}", ["tiers"]),
        (PriceEntry, "{currency: CNY, range: [1]}", ["range"]),
        (SampleEntry, "{quantity: 100 g, price: free}", ["price"]),
        (ConversationEntry, "{key: a, organization: b, visitor: c, language: en}", ["time_zone", "said"]),
        (fair.BoothEntry, "{organization: a, stand: [hall], about: tea}", ["stand"]),
        (fair.BoothEntry, "{organization: a, stand: [hall, A01], about: tea, floor: 2}", ["floor"]),
        (fair.RowEntry, "{prefix: A, x: here, y: 0, count: 3}", ["x"]),
        (fair.HallEntry, "{slug: a}", ["kind"]),
        (fair.SessionEntry, "{slug: a, kind: forum, day: first}", ["day", "begins", "title"]),
        (
            fair.EditionEntry,
            f"{{slug: a, number: 1, name: {NAME}, theme: {NAME}, days: 5, begins: soon}}",
            ["begins"],
        ),
        (fair.MeetingEntry, "{exhibitor: a, state: maybe}", ["state", "buyer"]),
        (fair.StaffEntry, "{name: A}", ["languages"]),
        (fair.CardEntry, "{organization: a}", ["visitor", "wish"]),
        (fair.SeatEntry, "{session: a}", ["person"]),
        (fair.SpeakerEntry, "{name: A}", ["role"]),
        (fair.ShownEntry, "{product: a, then_percent: most}", ["then_percent"]),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_each_slip_is_named(tmp_path: Path, kind: Any, said: str, fields: list[str]) -> None:
    path = tmp_path / "slip.yaml"
    path.write_text(said, encoding="utf-8")
    with pytest.raises(ContentRefused) as refused:
        read(path, kind)
    told = str(refused.value)
    assert told.startswith("slip.yaml: ")
    for field in fields:
        assert f"{field}:" in told or f"{field}." in told, told


def test_the_place_in_a_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_text(
        "- {email: a@demo.example, name: A, does: owner}\n- {email: b@demo.example, does: owner}\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentRefused, match=r"people\.yaml: 1\.name: Field required"):
        read(path, list[PersonEntry])


@pytest.mark.parametrize("said", ["", "just words", "{a: b}", "- 5"])
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, said: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(said, encoding="utf-8")
    with pytest.raises(ContentRefused, match=r"odd\.yaml"):
        read(path, list[PersonEntry])


def test_nothing_in_a_file_is_run(tmp_path: Path) -> None:
    path = tmp_path / "evil.yaml"
    path.write_text("!!python/object/apply:os.getcwd []", encoding="utf-8")
    with pytest.raises(Exception, match="could not determine a constructor"):
        read(path, dict[str, str])


def test_an_entry_cannot_be_changed_once_it_is_read() -> None:
    person = content().people[0]
    with pytest.raises(AttributeError):
        person.email = "x@demo.example"  # type: ignore[misc]
    assert content() is content()


def test_files_are_read_by_name_and_folders_within_folders_too() -> None:
    listed = files("products")
    assert listed == sorted(listed)
    assert any(path.parent.name == "guangxi" for path in listed)
    assert {path.suffix for path in files("")} == {".yaml"}
    assert files("no-such-folder") == []
    assert gather("no-such-folder", PersonEntry) == ()


def test_every_file_of_the_folder_is_one_that_is_read() -> None:
    read_by_name = {"people", "evidence", "conversations", "pages", "rules", "drafts"}
    folders = {path.relative_to(FOLDER).parts[0] for path in files("")}
    known = {"articles", "brands", "categories", "fair", "geographical-indications"}
    known |= {"organizations", "products", "tours", "vocabulary"}
    assert {name.removesuffix(".yaml") for name in folders} == known | read_by_name
