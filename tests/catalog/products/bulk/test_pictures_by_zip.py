"""Pictures in a ZIP file: found by the names in cells, and nothing a stranger packs does any harm."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from catalog.files.models import Picture
from catalog.merchants.models import Organization
from catalog.products.bulk import pictures as room
from catalog.products.bulk.cells import Misread
from catalog.products.bulk.pictures import Archive, PictureBook
from catalog.products.bulk.sending import keep_file
from catalog.products.models import Category, ListingDraft, ListingImport
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import HEADER, counts, faults, send, take, tea_row
from tests.catalog.products.bulk.sheets import xlsx

pytestmark = pytest.mark.django_db


def photo(colour: str = "green") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "JPEG")
    return file.getvalue()


def huge_png(width: int = 20_000, height: int = 10_000) -> bytes:
    """Return a picture of two hundred megapixels that is a few bytes long."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(100)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def packed(entries: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    file.seek(0)
    return file


def refused(entries: dict[str, bytes]) -> str:
    with pytest.raises(ValidationError) as refusal:
        Archive(packed(entries))
    return str(refusal.value.messages[0])


def misread(archive: Archive, name: str) -> Misread:
    with pytest.raises(Misread) as found:
        archive.read(name)
    return found.value


@pytest.mark.parametrize(
    "name", ["../evil.jpg", "/etc/evil.jpg", "goods/../../evil.jpg", "..\\evil.jpg", "C:\\evil.jpg"]
)
def test_names_that_lead_out_of_the_file_are_refused(name: str) -> None:
    assert "leads out of it" in refused({name: photo()})


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_UNPACKED", 1_000_000)
    assert "too large when unpacked" in refused({"zeros.jpg": bytes(2_000_000)})


def test_more_files_than_are_taken_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_ENTRIES", 2)
    assert "too large" in refused({f"{number}.jpg": b"" for number in range(3)})


def test_what_is_no_zip_file_is_refused() -> None:
    for content in (b"", b"PK\x03\x04 and nothing more", photo()):
        with pytest.raises(ValidationError):
            Archive(io.BytesIO(content))


def test_an_entry_that_lies_about_its_size_is_read_no_further_than_a_picture_may_be(
    settings: Any,
) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10_000
    whole = packed({"big.jpg": bytes(5_000_000)}).getvalue()
    small = whole.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 100))
    assert misread(Archive(io.BytesIO(small)), "big.jpg").code == "bad-picture"
    assert misread(Archive(io.BytesIO(whole)), "big.jpg").code == "bad-picture"


def test_two_hundred_megapixels_are_refused_by_their_head() -> None:
    found = misread(Archive(packed({"huge.png": huge_png()})), "huge.png")
    assert found.code == "bad-picture"
    assert "megapixels" in found.values["why"]


@pytest.mark.parametrize("content", [b"", b"<svg><script>alert(1)</script></svg>", b"\xff\xd8\xff\xe0 half"])
def test_what_is_no_picture_is_named(content: bytes) -> None:
    assert misread(Archive(packed({"a.jpg": content})), "a.jpg").code == "bad-picture"


def test_names_are_found_without_folders_and_case() -> None:
    archive = Archive(packed({"photos/Tea One.JPG": photo(), "__MACOSX/._Tea One.JPG": b"x", "photos/": b""}))
    assert "tea one.jpg" in archive
    assert archive.read("Photos\\TEA ONE.jpg") == photo()
    assert "._tea one.jpg" not in archive


def test_names_in_an_older_code_page_are_found() -> None:
    plain = packed({"abcdef.jpg": photo()}).getvalue()
    renamed = plain.replace(b"abcdef.jpg", "六堡茶.jpg".encode("gb18030"))
    assert "六堡茶.jpg" in Archive(io.BytesIO(renamed))


def test_two_of_one_name_are_not_told_apart() -> None:
    archive = Archive(packed({"a/tea.jpg": photo(), "b/TEA.jpg": photo("red")}))
    assert misread(archive, "tea.jpg").code == "two-pictures"


def test_a_dry_run_keeps_no_picture(tea_house: Organization) -> None:
    book = PictureBook(tea_house, Archive(packed({"a.jpg": photo(), "b.jpg": photo("red")})))
    first, second = book.find("a.jpg"), book.find("b.jpg")
    assert first != second
    assert max(first, second) < 0
    assert book.find("A.JPG") == first
    assert not Picture.objects.exists()


def test_pictures_of_others_are_not_found(tea_house: Organization, pepper_garden: Organization) -> None:
    theirs = Picture(title="pepper.jpg", owner=pepper_garden.pk, width=1, height=1, file="x.jpg")
    theirs.save()
    book = PictureBook(tea_house)
    for name in (f"#{theirs.pk}", "pepper.jpg", "#999999"):
        with pytest.raises(Misread) as found:
            book.find(name)
        assert found.value.code == "no-picture"
    assert book.find(f"#{theirs.pk}", shown=[theirs.pk]) == theirs.pk


def rows(*names: str) -> list[list[Any]]:
    return [[*tea_row(at), name] for at, name in enumerate(names, start=1)]


def test_pictures_come_with_their_rows_once(tea: Category, tea_house: Organization, wei: User) -> None:
    table = xlsx([[*HEADER, "picture.1"], *rows("tea.jpg", "tea.jpg", "red.jpg")])
    archive = packed({"tea.jpg": photo(), "red.jpg": photo("red"), "unused.jpg": photo("blue")}).getvalue()
    imported = send(tea_house, wei, table, pictures=archive)
    assert counts(imported) == {"new": 3}
    assert not Picture.objects.exists()
    take(imported, wei)
    assert set(Picture.objects.values_list("title", "owner")) == {
        ("tea.jpg", tea_house.pk),
        ("red.jpg", tea_house.pk),
    }
    shown = [document["pictures"] for document in ListingDraft.objects.values_list("document", flat=True)]
    assert len({tuple(one) for one in shown}) == 2
    # The same files again, and the same table without its pictures, change nothing.
    assert counts(send(tea_house, wei, table, pictures=archive)) == {"same": 3}
    assert counts(send(tea_house, wei, table)) == {"same": 3}


def test_pictures_that_are_missing_or_bad_are_named_by_cell(
    tea: Category, tea_house: Organization, wei: User
) -> None:
    table = xlsx([[*HEADER, "picture.1"], *rows("tea.jpg", "gone.jpg", "huge.png")])
    archive = packed({"tea.jpg": photo(), "huge.png": huge_png()}).getvalue()
    imported = send(tea_house, wei, table, pictures=archive)
    assert faults(imported) == [("U3", "no-picture"), ("U4", "bad-picture")]


def test_a_bad_zip_file_keeps_no_import(tea_house: Organization, wei: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        keep_file(
            organization=tea_house,
            data=xlsx([["number"], ["1"]]).getvalue(),
            name="goods.xlsx",
            language="en",
            by=wei,
            pictures=packed({"../evil.jpg": photo()}).getvalue(),
        )
    assert list(refusal.value.message_dict) == ["pictures"]
    assert not ListingImport.objects.exists()
