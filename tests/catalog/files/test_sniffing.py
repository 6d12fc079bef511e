"""A file is what its bytes say."""

import io
import zipfile

import pytest

from catalog.files.sniffing import content_type, suffix
from tests.catalog.files.uploads import shot


def office(kind: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(f"{kind}/document.xml", "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (shot("JPEG", width=20, height=20), "a.png", "image/jpeg"),
        (shot("PNG", width=20, height=20), "a.jpg", "image/png"),
        (shot("WEBP", width=20, height=20), "", "image/webp"),
        (shot("HEIF", width=64, height=64), "", "image/heic"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00", "", "image/heic"),
        (b"%PDF-1.4\n", "", "application/pdf"),
        (b"hs6,name\n090240,Liubao tea\n", "goods.CSV", "text/csv"),
        ("ใบชา\n".encode(), "notes", "text/plain"),
        (b"\xef\xbb\xbfhs6;name", "goods.csv", "text/csv"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.txt", "application/octet-stream"),
        (b"\xef\xbb\xbf \n<!doctype html><script>", "a.csv", "application/octet-stream"),
        (b"text\x00with a nul", "a.txt", "application/octet-stream"),
        ("旧文".encode("gb18030"), "a.txt", "application/octet-stream"),
        (b"", "a.txt", "application/octet-stream"),
    ],
)
def test_the_content_decides(data: bytes, name: str, expected: str) -> None:
    assert content_type(data, name) == expected


def test_an_office_document_is_told_from_any_archive() -> None:
    assert suffix(content_type(office("word"))) == ".docx"
    assert suffix(content_type(office("xl"))) == ".xlsx"
    assert content_type(office("other")) == "application/zip"


def test_an_unknown_type_is_downloaded_as_bytes() -> None:
    assert suffix("application/x-unknown") == ".bin"
