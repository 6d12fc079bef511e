"""Draws what a list can be narrowed by."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template import loader
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def choices(group: Mapping[str, Any]) -> SafeString:
    """Render the choices of a facet group (see components/facet_group.html).

    There are dozens on a page, and most are those of the page before: each is drawn once.
    """
    kind, name = "radio" if group.get("single") else "checkbox", conditional_escape(group["name"])
    language = get_language()
    drawn = (
        _drawn(
            kind,
            name,
            number,
            conditional_escape(choice["value"]),
            conditional_escape(choice["label"]),
            choice.get("lang") or "",
            choice.get("count"),
            bool(choice.get("checked")),
            language,
        )
        for number, choice in enumerate(group["choices"], start=1)
    )
    # Every part was escaped by its own template.
    return mark_safe("".join(drawn))  # noqa: S308


@lru_cache(maxsize=4000)
def _drawn(
    kind: str,
    name: SafeString,
    number: int,
    value: SafeString,
    label: SafeString,
    lang: str,
    count: int | str | None,
    checked: bool,
    language: str | None,  # that of a count which is a number
) -> SafeString:
    """Print one choice. Texts come escaped: one that is safe and one that is not are equal until then."""
    drawn = loader.get_template("components/facet_choice.html").render(
        {
            "kind": kind,
            "name": name,
            "id": f"f-{name}-{number}",
            "value": value,
            "label": label,
            "lang": lang,
            "count": count,
            "checked": checked,
        }
    )
    return SafeString(drawn.strip())
