"""Days, months and names as an address writes them."""

from datetime import date

from django.core.validators import slug_re


def day_of(typed: str) -> date | None:
    """Return a day as an address writes it (ISO 8601), or None for what is none."""
    try:
        return date.fromisoformat(typed) if len(typed) == len("2026-11-26") else None
    except ValueError:
        return None


def month_of(typed: str) -> date | None:
    """Return the first day of a month as an address writes it (2026-11), or None for what is none."""
    return day_of(f"{typed}-01") if len(typed) == len("2026-11") else None


def slug_of(typed: str) -> str:
    """Return the name of a record as an address writes it, or nothing for what no record can be called.

    A NUL is none, which PostgreSQL refuses to look for.
    """
    return typed if slug_re.match(typed) else ""
