"""The documents of the demonstration: one page each, that says what it is."""

import re
from collections.abc import Sequence

LINES = ("SPECIMEN", "A fictional document of the demonstration.", "It proves nothing about anybody.")


def specimen(title: str) -> bytes:
    """Return a PDF file of one A4 page with these lines; `title` is in ASCII."""
    return page((*LINES, title))


def page(lines: Sequence[str], *, size: int = 20) -> bytes:
    """Return a PDF file of one A4 page with these lines, `size` points high.

    What is no letter of ASCII is left out, and so are the signs PDF keeps for itself.
    """
    kept = (re.sub(r"[()\\]", "", line).encode("ascii", "ignore").decode() for line in lines)
    shown = "".join(f"({line}) Tj T* " for line in kept)
    drawn = f"BT /F1 {size} Tf {round(size * 1.4)} TL 72 720 Td {shown}ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return (written + end).encode("ascii")
