"""How editors write a place, or a border crossing, with its sources."""

from typing import Any

from babel.dates import get_month_names
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.files.text_fields import TextsField
from catalog.products.editing import EntryForm
from catalog.reference.cldr import locale_of
from catalog.reference.languages import codes
from catalog.reference.models import Country
from catalog.tourism.editing.choices import CountryCodesField, DocumentsField, HeritageField
from catalog.tourism.models import BorderCrossing, Place
from catalog.tourism.services.places import CrossingFacts, PlaceFacts, check_place, save_place
from catalog.tourism.words import SEASONS
from catalog.translation.selectors import text_in


def _months() -> list[tuple[int, str]]:
    names = get_month_names("wide", context="stand-alone", locale=locale_of(get_language() or "en"))
    return [(month, str(names[month])) for month in range(1, 13)]


class PlaceForm(EntryForm):
    """A destination, a sight or a crossing; the lower part is for crossings only."""

    TEXTS = ("name", "about")
    FIELDS = {"other": "across"}

    name_texts = TextsField(label=_("Name"), longest=160)
    about_texts = TextsField(label=_("About"), longest=4000, rows=4, required=False)
    heritage = HeritageField(label=_("Heritage"), required=False)
    season = forms.ChoiceField(label=_("Season"), choices=[("", "–"), *SEASONS.items()], required=False)
    months = forms.TypedMultipleChoiceField(
        label=_("Months"),
        choices=_months,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As the source of the place says."),
    )
    way = forms.ChoiceField(
        label=_("Way across"), choices=[("", "–"), *BorderCrossing.Kind.choices], required=False
    )
    across = forms.ModelChoiceField(
        label=_("Country on the far side"),
        queryset=Country.objects.filter(rank__isnull=False),
        required=False,
    )
    time_zone = forms.CharField(label=_("Time zone"), max_length=40, initial="Asia/Shanghai", required=False)
    opens = forms.TimeField(label=_("Opens"), required=False)
    closes = forms.TimeField(label=_("Closes"), required=False)
    nationals = CountryCodesField(
        label=_("Only nationals of"), required=False, help_text=_("Two-letter codes, for example CN, VN.")
    )
    documents = DocumentsField()
    group_max = forms.IntegerField(label=_("Largest group"), min_value=1, max_value=500, required=False)
    terms_texts = TextsField(label=_("What else holds here"), longest=4000, rows=3, required=False)

    class Meta:
        model = Place
        fields = (
            *("slug", "kind", "country", "city", "part_of", "lat", "lon", "coordinates_confirmed"),
            *("source_language", "source", "confirmed", "picture", "shown"),
        )
        labels = {"source_language": _("Language it is written in")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crossing = BorderCrossing.objects.filter(place=self.instance.pk).first()
        self.initial.update({"heritage": self.instance.heritage} | _season(self.instance))
        if self.crossing:
            self.initial.update(_crossing(self.crossing))

    def check(self, slug: str, name: str) -> None:
        check_place(slug=slug, name=name, facts=self.facts(), crossing=self.crossing_facts())

    def facts(self) -> PlaceFacts:
        """Return what was typed of the place as the service takes it."""
        data = self.cleaned_data
        seasons = (
            [{"kind": data["season"], "months": sorted(data["months"]), "source": data["source"].pk}]
            if data["season"]
            else []
        )
        return PlaceFacts(
            kind=data["kind"],
            country_id=data["country"].pk,
            city_id=data["city"].pk if data["city"] else None,
            part_of_id=data["part_of"].pk if data["part_of"] else None,
            lat=data["lat"],
            lon=data["lon"],
            coordinates_confirmed=data["coordinates_confirmed"],
            confirmed=data["confirmed"],
            source_language=data["source_language"],
            source_id=data["source"].pk,
            heritage=data["heritage"],
            seasons=seasons,
            picture_id=data["picture"].pk if data["picture"] else None,
            shown=data["shown"],
        )

    def crossing_facts(self) -> CrossingFacts | None:
        """Return what was typed of the crossing, or None where nothing says how it is crossed."""
        data = self.cleaned_data
        if not data["way"]:
            return None
        return CrossingFacts(
            kind=data["way"],
            other_id=data["across"].pk if data["across"] else None,
            time_zone=data["time_zone"] or "Asia/Shanghai",
            opens=data["opens"],
            closes=data["closes"],
            nationals=data["nationals"],
            documents=data["documents"],
            group_max=data["group_max"],
        )

    def write(self) -> Place:
        states = {name: self.states(name) for name in self.TEXTS}
        said = self.cleaned_data["terms_texts"]
        vouched = set(self.cleaned_data["reviewed"])
        states["terms"] = {code: "reviewed" if code in vouched else "machine" for code in said}
        return save_place(
            slug=self.cleaned_data["slug"],
            names=self.said("name"),
            abouts=self.said("about"),
            facts=self.facts(),
            crossing=self.crossing_facts(),
            terms=said,
            states=states,
        )


def _season(place: Place) -> dict[str, Any]:
    first = next(iter(place.seasons), None)
    return {"season": first["kind"], "months": first["months"]} if first else {}


def _crossing(crossing: BorderCrossing) -> dict[str, Any]:
    return {
        "way": crossing.kind,
        "across": crossing.other_id,
        **{name: getattr(crossing, name) for name in ("time_zone", "opens", "closes", "nationals")},
        **{name: getattr(crossing, name) for name in ("documents", "group_max")},
        "terms_texts": {code: text for code in codes() if (text := text_in(crossing, "terms", code))},
    }
