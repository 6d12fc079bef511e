"""A storefront as a business card: a QR code of its address, and a vCard."""

from collections.abc import Iterator

import segno
from django.utils.safestring import SafeString, mark_safe

from catalog.merchants.presenting import CONTACT_NAMES
from catalog.merchants.selectors import StorefrontPage
from catalog.reference.cldr import country_name

VCARD = "text/vcard; charset=utf-8"
# RFC 6350: a line is at most 75 octets without its end; longer ones go on after a space.
LONGEST_LINE = 75


def qr_code(address: str) -> SafeString:
    """Return the QR code (ISO/IEC 18004) of an address as SVG, dark on light in every colour scheme."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, dark="#000", light="#fff", svgclass=None, lineclass=None, omitsize=True)
    # Drawn by the library from squares; nothing of the address stands in it as text.
    return mark_safe(drawn)  # noqa: S308


def vcard(page: StorefrontPage, address: str, language: str) -> str:
    """Return the card as a vCard 3.0 (RFC 2426), which telephones of every age read."""
    card = page.card
    name = card.original.value if card.original else card.name.value
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{escaped(name)}",
        f"N:;{escaped(name)};;;",
        f"ORG:{escaped(name)}",
    ]
    place = (card.city, country_name(card.country, language))
    lines.append(f"ADR;TYPE=WORK:;;;{escaped(place[0])};;;{escaped(place[1])}")
    if page.contacts.get("whatsapp"):
        lines.append(f"TEL;TYPE=CELL:{escaped(page.contacts['whatsapp'])}")
    others = [f"{CONTACT_NAMES[key]}: {value}" for key, value in page.contacts.items()]
    note = " · ".join(part for part in (card.tagline.value, *others) if part)
    lines += [f"NOTE:{escaped(note)}"] if note else []
    lines += [f"URL:{address}", "END:VCARD"]
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def escaped(text: str) -> str:
    """Return a text as a value of a vCard: its own marks and line ends are written out."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def fold(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, every part after the first begun with a space.

    A letter is never cut: its octets stay in one part.
    """
    part, room = "", LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", LONGEST_LINE - 1
        part, room = part + letter, room - size
    yield part
