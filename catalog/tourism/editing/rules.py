"""How editors write a rule of entry, and a route across the border."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.files.text_fields import TextsField
from catalog.products.editing import EntryForm
from catalog.tourism.editing.choices import CountryCodesField, DocumentsField
from catalog.tourism.models import BorderCrossing, EntryRule, Place, Route
from catalog.tourism.services.routes import RouteFacts, check_route_facts, save_route
from catalog.tourism.services.rules import RuleFacts, check_rule, save_rule

PLAIN = (
    *("requirement", "purpose", "days", "entries", "group_only", "group_min", "group_max"),
    *("passport_months", "valid_from", "valid_until", "checked_on", "confirmed", "shown", "scheme"),
)


class EntryRuleForm(EntryForm):
    """One rule as one source gives it."""

    TEXTS = ("name", "note")
    FIELDS = {"nationalities": "holders"}

    name_texts = TextsField(label=_("Name"), longest=160)
    note_texts = TextsField(label=_("Note"), longest=2000, rows=3, required=False)
    holders = CountryCodesField(
        label=_("Holders of passports of"), help_text=_("Two-letter codes, for example TH, MY.")
    )
    documents = DocumentsField()

    class Meta:
        model = EntryRule
        fields = ("slug", "destination", "crossing", "only_in", *PLAIN, "source", "source_language")
        labels = {"source_language": _("Language it is written in")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        crossing = self.fields["crossing"]
        assert isinstance(crossing, forms.ModelChoiceField)
        crossing.queryset = BorderCrossing.objects.select_related("place").order_by("place__slug")
        self.initial["documents"] = self.instance.documents
        if self.instance.pk:
            codes = self.instance.nationalities.order_by("code").values_list("code", flat=True)
            self.initial["holders"] = list(codes)

    def check(self, slug: str, name: str) -> None:
        check_rule(slug=slug, name=name, facts=self.facts(), nationalities=self.cleaned_data["holders"])

    def facts(self) -> RuleFacts:
        """Return what was typed as the service takes it."""
        data = self.cleaned_data
        return RuleFacts(
            destination_id=data["destination"].pk,
            crossing_id=data["crossing"].pk if data["crossing"] else None,
            only_in_id=data["only_in"].pk if data["only_in"] else None,
            source_id=data["source"].pk,
            source_language=data["source_language"],
            documents=data["documents"],
            **{name: data[name] for name in PLAIN},
        )

    def write(self) -> EntryRule:
        return save_rule(
            slug=self.cleaned_data["slug"],
            names=self.said("name"),
            notes=self.said("note"),
            facts=self.facts(),
            nationalities=self.cleaned_data["holders"],
            states={name: self.states(name) for name in self.TEXTS},
        )


class RouteForm(EntryForm):
    """A route; its places are named by their short names in their order."""

    TEXTS = ("name", "about")
    FIELDS = {"stops": "way"}

    name_texts = TextsField(label=_("Name"), longest=160)
    about_texts = TextsField(label=_("About"), longest=4000, rows=4, required=False)
    way = forms.CharField(
        label=_("Places in their order"),
        max_length=1000,
        help_text=_("Short names with commas between, crossings included."),
    )

    class Meta:
        model = Route
        fields = (
            *("slug", "mode", "days", "group_max", "valid_from", "valid_until"),
            *("source_language", "source", "confirmed", "shown"),
        )
        labels = {"source_language": _("Language it is written in")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            stops = self.instance.stops.order_by("position").values_list("place__slug", flat=True)
            self.initial["way"] = ", ".join(stops)

    def clean_way(self) -> list[str]:
        """Return the short names of the places; one that names none is said."""
        slugs = [slug for slug in self.cleaned_data["way"].replace(",", " ").split() if slug]
        known = set(Place.objects.filter(slug__in=slugs).values_list("slug", flat=True))
        if unknown := [slug for slug in slugs if slug not in known]:
            raise ValidationError(_("No place is called %(names)s.") % {"names": ", ".join(unknown)})
        return slugs

    def check(self, slug: str, name: str) -> None:
        check_route_facts(slug=slug, name=name, facts=self.facts(), stops=self.cleaned_data["way"])

    def facts(self) -> RouteFacts:
        """Return what was typed as the service takes it."""
        data = self.cleaned_data
        plain = ("mode", "days", "group_max", "valid_from", "valid_until", "confirmed", "shown")
        return RouteFacts(
            source_id=data["source"].pk,
            source_language=data["source_language"],
            **{name: data[name] for name in plain},
        )

    def write(self) -> Route:
        return save_route(
            slug=self.cleaned_data["slug"],
            names=self.said("name"),
            abouts=self.said("about"),
            facts=self.facts(),
            stops=self.cleaned_data["way"],
            states={name: self.states(name) for name in self.TEXTS},
        )
