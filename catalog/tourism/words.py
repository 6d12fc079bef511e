"""What keys of this room's records are called: seasons, heritage, documents, age bands."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.reference.cldr import language_name

SEASONS: dict[str, str | Promise] = {
    "best": _("Best months"),
    "open": pgettext_lazy("state", "Open"),
    "closed": _("Closed"),
}
HERITAGE: dict[str, str | Promise] = {
    "world-heritage": _("World Heritage"),
    "global-geopark": _("UNESCO Global Geopark"),
    "national-ich": _("National intangible cultural heritage"),
}
DOCUMENTS: dict[str, str | Promise] = {
    "passport": _("Passport"),
    "visa": _("Visa"),
    "border-permit": _("Border travel permit"),
    "group-booking": _("Booking in a group"),
    "group-list": _("List of the group"),
    "invitation": _("Invitation"),
    "vehicle-papers": _("Papers of the vehicle"),
}
BANDS: dict[str, str | Promise] = {
    "adult": _("Adult"),
    "youth": _("Youth"),
    "child": _("Child"),
    "infant": _("Infant"),
    "senior": _("Senior"),
}

# Languages guides speak: the portal's ten, then BCP 47 tags of what else is heard along these roads.
GUIDE_LANGUAGES = (
    *("zh-hans", "en", "vi", "th", "id", "ms", "fil", "km", "lo", "my"),
    *("yue", "za", "ta", "ja", "ko", "ru", "fr", "de", "es"),
)


def word(words: dict[str, str | Promise], key: str) -> str:
    """Return what a key is called in the active language; an unknown key names itself."""
    return str(words.get(key, key))


def guide_language(tag: str, language: str) -> str:
    """Return what a guide's language is called: who speaks Chinese speaks no simplified characters."""
    return language_name("zh" if tag == "zh-hans" else tag, language)
