"""What the product is called and where it comes from."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.merchants.models import Brand
from catalog.products.document import TRANSLATED, ProductDocument
from catalog.products.listing_form.parts import Block, Fields, Part, choice, text
from catalog.products.models import GeographicalIndication
from catalog.products.selectors.headings import Heading, find_headings
from catalog.reference.cldr import country_name
from catalog.reference.hs import NotAnHSCode, read_hs, show_hs
from catalog.reference.languages import html_tag, pick
from catalog.reference.models import City
from catalog.reference.selectors import country_choices
from catalog.translation.selectors import localized

LABELS = {
    "title": (gettext_lazy("Title"), 200, 0),
    "summary": (gettext_lazy("Summary"), 600, 3),
    "description": (gettext_lazy("Description"), 8000, 8),
    "packing": (gettext_lazy("Packing"), 200, 0),
}


class Wording(Part[ProductDocument]):
    """The words, in the language the listing is written in."""

    def fields(self) -> Fields:
        own = self.document.source_language
        made: Fields = {}
        for name, (label, most, rows) in LABELS.items():
            made[name] = text(label, getattr(self.document, name).get(own, ""), most=most, rows=rows)
            made[name].widget.attrs["lang"] = html_tag(own)
        return made

    def blocks(self) -> list[Block]:
        return [Block("title", gettext_lazy("Words"), list(TRANSLATED))]

    def read(self, form: forms.Form) -> dict[str, Any]:
        own, said = self.document.source_language, form.cleaned_data
        return {
            name: {code: words for code, words in getattr(self.document, name).items() if code != own}
            | ({own: said[name].strip()} if said.get(name, "").strip() else {})
            for name in LABELS
        }


class Origin(Part[ProductDocument]):
    """Where it comes from, its customs heading, its brand and its protected name."""

    def fields(self) -> Fields:
        document, language = self.document, self.asked.language
        countries = [(one.code, one.name) for one in country_choices(language)]
        return {
            "country": choice(gettext_lazy("Country of origin"), countries, document.country),
            "city": choice(gettext_lazy("City"), self._cities(), document.city),
            "hs6": text(
                gettext_lazy("HS code"),
                show_hs(document.hs6),
                most=12,
                help_text=gettext_lazy(
                    "Six digits of the Harmonized System 2022. Indicative: customs decide at the border."
                ),
            ),
            "hs_words": text(
                gettext_lazy("Look for an HS code"),
                help_text=gettext_lazy("By words, or by its first digits. Then press “Find the code”."),
            ),
            "gi": choice(gettext_lazy("Geographical indication"), self._indications(), document.gi),
            "brand": choice(gettext_lazy("Brand"), self._brands(), document.brand),
        }

    def _cities(self) -> list[tuple[str, Any]]:
        language = self.asked.language
        by_country: dict[str, list[tuple[str, str]]] = {}
        for slug, country, names in City.objects.order_by("slug").values_list("slug", "country_id", "names"):
            by_country.setdefault(country, []).append((slug, pick(names, language)[0]))
        return [(country_name(code, language), cities) for code, cities in by_country.items()]

    def _indications(self) -> list[tuple[str, Any]]:
        rows: Any = GeographicalIndication.objects.rewrite(False).annotate(
            **localized(GeographicalIndication, "name", self.asked.language)
        )
        return list(rows.order_by("name_text").values_list("slug", "name_text"))

    def _brands(self) -> list[tuple[str, Any]]:
        named = localized(Brand, "name", self.asked.language)
        rows: Any = Brand.objects.rewrite(False).annotate(**named)
        rows = rows.filter(organization=self.asked.organization)
        return list(rows.order_by("name_text").values_list("slug", "name_text"))

    def blocks(self) -> list[Block]:
        return [
            Block("country", gettext_lazy("Origin"), ["country", "city", "hs6", "hs_words", "gi", "brand"])
        ]

    def read(self, form: forms.Form) -> dict[str, Any]:
        said = form.cleaned_data
        values = {name: said.get(name, "") for name in ("country", "city", "gi", "brand")}
        try:
            values["hs6"] = read_hs(said["hs6"]) if said.get("hs6") else ""
        except NotAnHSCode:
            form.add_error("hs6", _("This is not a six-digit heading of the Harmonized System 2022."))
        return values

    def found(self, form: forms.Form) -> list[Heading]:
        """Return the headings that the words looked for lead to."""
        return find_headings(form.data.get("hs_words", ""), language=self.asked.language)
