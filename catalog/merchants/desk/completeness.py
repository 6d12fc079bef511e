"""How far a language is, as the desk says it: in words, and as the parts of a bar."""

from typing import Any

from django.utils.translation import gettext_lazy

from catalog.translation.selectors import Completeness

STATES = {
    "reviewed": (gettext_lazy("Reviewed"), "good"),
    "machine": (gettext_lazy("Translated by machine"), "warm"),
    "outdated": (gettext_lazy("Outdated: the original has changed"), "bad"),
    "missing": (gettext_lazy("Missing"), "info"),
}


def state_words(kind: str) -> dict[str, Any]:
    """Return the words and the tone for the state of one text."""
    text, tone = STATES[kind]
    return {"text": text, "tone": tone}


def bar(one: Completeness) -> dict[str, Any]:
    """Return what the bar of a language says, and how many per cent of its texts are in which state."""
    counts = {kind: getattr(one, kind) for kind in STATES}
    return {
        "text": " · ".join(f"{STATES[kind][0]}: {count}" for kind, count in counts.items() if count),
        "share": {kind: round(100 * count / one.total) if one.total else 0 for kind, count in counts.items()},
    }
