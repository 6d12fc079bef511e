"""Codes of the Harmonized System as people write them and as the table keeps them."""


class NotAnHSCode(ValueError):
    """Raised for text that is not two, four or six digits of an HS code."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not an HS code of 2, 4 or 6 digits, such as 0902.40.")


def read_hs(text: str) -> str:
    """Return the bare digits of a code written as 0902.40, 0902 40 or 090240. Raises NotAnHSCode."""
    digits = text.strip().replace(".", "").replace(" ", "")
    if len(digits) not in {2, 4, 6} or not (digits.isascii() and digits.isdigit()):
        raise NotAnHSCode(text)
    return digits


def show_hs(code: str) -> str:
    """Return the code as customs print it: 0902.40 for a subheading, shorter codes unchanged."""
    return f"{code[:4]}.{code[4:]}" if len(code) > 4 else code


def parent_of(code: str) -> str | None:
    """Return the code one level up, or None for a chapter."""
    return code[:-2] if len(code) > 2 else None
