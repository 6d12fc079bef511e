"""Whom the tour takes: how many, of which age, led in which languages, holding which passports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.products.listing_form.parts import Block, Fields, Part, Rows, choice, several, whole
from catalog.reference.cldr import country_name
from catalog.reference.selectors import portal_countries
from catalog.tourism.checks import MOST_IN_GROUP
from catalog.tourism.price_checks import OLDEST
from catalog.tourism.tour_document import BandDocument, TourDocument
from catalog.tourism.words import BANDS, GUIDE_LANGUAGES, guide_language

WHO = (
    ("only", _("Only holders of passports of the countries ticked")),
    ("not", _("Everyone but holders of passports of the countries ticked")),
)


class People(Part[TourDocument]):
    """Group, guides and passports."""

    def fields(self) -> Fields:
        document, language = self.document, self.asked.language
        known = [(tag, guide_language(tag, language)) for tag in GUIDE_LANGUAGES]
        nations = document.only_nationals or document.not_nationals
        countries = {one.code: country_name(one.code, language) for one in portal_countries()}
        countries |= {code: country_name(code, language) for code in nations if code not in countries}
        who = "only" if document.only_nationals else "not" if document.not_nationals else ""
        return {
            "group_min": whole(_("Smallest group"), document.group_min, least=1, most=MOST_IN_GROUP),
            "group_max": whole(_("Largest group"), document.group_max, least=1, most=MOST_IN_GROUP),
            "guide_languages": several(_("Languages of the guides"), known, document.guide_languages),
            "who": choice(_("Passports"), WHO, who, help_text=_("Leave it open where everyone may come.")),
            "nationals": several(_("Countries"), list(countries.items()), nations),
        }

    def blocks(self) -> list[Block]:
        return [
            Block("group_max", _("Group and guides"), ["group_min", "group_max", "guide_languages"]),
            Block("nationals", _("Who may come"), ["who", "nationals"]),
        ]

    def read(self, form: forms.Form) -> dict[str, Any]:
        said = form.cleaned_data
        nations = tuple(said.get("nationals") or ())
        who = said.get("who") or ""
        if who and not nations:
            form.add_error("nationals", str(_("Tick the countries that are meant.")))
        if nations and not who:
            form.add_error("who", str(_("Say whether these may come or may not.")))
        return {
            "group_min": said.get("group_min") or 1,
            "group_max": said.get("group_max") or self.document.group_max,
            "guide_languages": tuple(said.get("guide_languages") or ()),
            "only_nationals": nations if who == "only" else (),
            "not_nationals": nations if who == "not" else (),
        }


class Bands(Part[TourDocument]):
    """Which ages the tour takes."""

    def fields(self) -> Fields:
        stated = {band.key: band for band in self.document.bands}
        made: Fields = {}
        for key, name in BANDS.items():
            one = stated.get(key)
            seat = one.seat if one else key != "infant"
            made[f"band_{key}_taken"] = forms.BooleanField(label=str(name), required=False, initial=bool(one))
            made[f"band_{key}_from"] = whole(_("From age"), one.age_from if one else None, most=OLDEST)
            made[f"band_{key}_to"] = whole(_("To age"), one.age_to if one else None, most=OLDEST)
            made[f"band_{key}_seat"] = forms.BooleanField(
                label=_("Takes a seat"), required=False, initial=seat
            )
        return made

    def blocks(self) -> list[Block]:
        lines = [[name for name in self.made if name.startswith(f"band_{key}_")] for key in BANDS]
        hint = _("Full years on the day of departure, both ages included. No last age: any age above.")
        return [Block("bands", _("Age bands"), [Rows(_("Age band"), lines)], hint)]

    def read(self, form: forms.Form) -> dict[str, Any]:
        said = form.cleaned_data
        return {
            "bands": tuple(
                BandDocument(
                    key=key,
                    age_from=said.get(f"band_{key}_from") or 0,
                    age_to=said.get(f"band_{key}_to"),
                    seat=bool(said.get(f"band_{key}_seat")),
                )
                for key in BANDS
                if said.get(f"band_{key}_taken")
            )
        }
