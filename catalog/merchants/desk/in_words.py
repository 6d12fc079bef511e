"""What a storefront's document says, and what another draft says differently, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.merchants.document import TEXTS, StorefrontDocument
from catalog.reference.cldr import language_name
from catalog.reference.languages import codes, html_tag

FIELD_NAMES = {
    "tagline": gettext_lazy("In one line"),
    "about": gettext_lazy("About"),
    "highlights": gettext_lazy("Highlights"),
    "logo": gettext_lazy("Logo"),
    "banner": gettext_lazy("Banner"),
    "gallery": gettext_lazy("Pictures"),
    "video": gettext_lazy("Address of a video"),
    "founded": gettext_lazy("Founded"),
    "answering_languages": gettext_lazy("Languages you answer in"),
    "markets": gettext_lazy("Markets"),
    "private_label": gettext_lazy("Private label"),
    "payment_terms": gettext_lazy("Payment terms"),
    "contacts": gettext_lazy("Contact"),
    "sections": gettext_lazy("Sections"),
}


def draft_differences(
    mine: StorefrontDocument, theirs: StorefrontDocument, language: str
) -> list[dict[str, str]]:
    """Return what somebody else's draft says differently, in words."""
    lines = [
        {
            "label": f"{FIELD_NAMES[field]} · {language_name(code, language)}",
            "theirs": getattr(theirs, field).get(code, "–"),
        }
        for field in TEXTS
        for code in codes()
        if getattr(mine, field).get(code, "") != getattr(theirs, field).get(code, "")
    ]
    lines += _pictures_told_otherwise(mine, theirs, language)
    others = (field for field in FIELD_NAMES if field not in TEXTS)
    return lines + [
        {"label": str(FIELD_NAMES[field]), "theirs": _in_words(getattr(theirs, field))}
        for field in others
        if getattr(mine, field) != getattr(theirs, field)
    ]


def _pictures_told_otherwise(
    mine: StorefrontDocument, theirs: StorefrontDocument, language: str
) -> list[dict[str, str]]:
    """Return what somebody else's draft says of pictures that both show."""
    return [
        {
            "label": f"{_('Picture')} {number} · {language_name(code, language)}",
            "theirs": theirs.alt.get(str(picture), {}).get(code, "") or "–",
        }
        for number, picture in enumerate(theirs.gallery, 1)
        for code in codes()
        if mine.alt.get(str(picture), {}).get(code) != theirs.alt.get(str(picture), {}).get(code)
    ]


def content_lines(document: StorefrontDocument, language: str) -> list[dict[str, str]]:
    """Return all that a document says, in words: its texts in each language, then the rest but pictures."""
    texts = [
        {
            "label": f"{FIELD_NAMES[field]} · {language_name(code, language)}",
            "text": said,
            "tag": html_tag(code),
        }
        for field in TEXTS
        for code, said in getattr(document, field).items()
    ]
    shown = (field for field in FIELD_NAMES if field not in {*TEXTS, "logo", "banner", "gallery", "sections"})
    return texts + [
        {"label": str(FIELD_NAMES[field]), "text": _in_words(getattr(document, field)), "tag": ""}
        for field in shown
        if getattr(document, field)
    ]


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
    return ", ".join(str(part) for part in parts if part) or "–"
