"""What a file really is: told by its bytes, never by its name or by what the browser said."""

import filetype

PICTURES = ("image/jpeg", "image/png", "image/webp", "image/heic")
# A HEIC file names its kind in a brand that not every program writes first; these all hold the same pictures.
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc")
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "text/plain": ".txt",
    "text/csv": ".csv",
}


def content_type(data: bytes, name: str = "") -> str:
    """Return the media type of a file's bytes, "application/octet-stream" where nothing is known of them.

    Plain text has no mark of its own: it is text when every byte is UTF-8 and none is a NUL, and then a
    table if its name says so. Markup (HTML, SVG, XML) is never called text: a browser might run it.
    """
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "image/heic"
    kind = filetype.guess(data[:8192])
    if kind is not None:
        return str(kind.mime)
    if not _is_text(data):
        return "application/octet-stream"
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"


def suffix(media_type: str) -> str:
    """Return the ending a file of this type is downloaded with."""
    return _SUFFIXES.get(media_type, ".bin")


def _is_text(data: bytes) -> bool:
    if not data or b"\0" in data or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
