"""Contact cards in words: what stands on one, what is told of it, and the file a telephone takes."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from catalog.merchants.business_card import escaped, fold
from catalog.notices.registry import NoticeKind

OFFERED_KIND, RETURNED_KIND = "fair.card-offered", "fair.card-returned"
FIELDS = {
    "name": _("Name"),
    "organization": _("Organization"),
    "email": _("E-mail address"),
    "phone": _("Phone"),
    "wish": _("What I am looking for"),
}
NOTICES = (
    NoticeKind(
        name=OFFERED_KIND,
        label=_("A visitor offers a card to our booth"),
        subject="fair/notices/card_offered_subject.txt",
        text="fair/notices/card_offered_text.txt",
    ),
    NoticeKind(
        name=RETURNED_KIND,
        label=_("A booth exchanges cards with me"),
        subject="fair/notices/card_returned_subject.txt",
        text="fair/notices/card_returned_text.txt",
    ),
)


def lines_of(card: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what stands on a card, each line with what it is."""
    return [(str(label), card[name]) for name, label in FIELDS.items() if card.get(name)]


def vcard(card: Mapping[str, str]) -> str:
    """Return a card as a vCard 3.0 (RFC 2426), which telephones of every age read."""
    name = escaped(card.get("name", ""))
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:{name};;;;"]
    for field, property_name in (
        ("organization", "ORG"),
        ("email", "EMAIL;TYPE=INTERNET"),
        ("phone", "TEL;TYPE=WORK"),
        ("wish", "NOTE"),
    ):
        if card.get(field):
            lines.append(f"{property_name}:{escaped(card[field])}")
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCARD"] for part in fold(line))
