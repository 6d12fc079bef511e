"""What editors fill in about an edition and its halls; the services check and write it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalog.files.text_fields import TextsField
from catalog.products.editing import TextsForm
from catalog.reference.languages import codes
from catalog.reference.selectors import cities_of, city_name, portal_country_choices
from catalog.reference.slug_fields import take_plain_slugs
from catalog.reference.slugs import SlugRefused
from expo.fair.booth_words import zones
from expo.fair.models import Edition, Hall
from expo.fair.refusals import Refused
from expo.fair.services.editions import save_edition
from expo.fair.services.halls import save_hall

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONGEST_NAME = 160
_NAMED = re.compile(r"\s*(?:([a-z-]{2,7})\s*:)?\s*(.+?)\s*$")


class PartnersField(forms.CharField):
    """Partners, one a line: their names by language, ``en: Malaysia | zh-hans: 马来西亚``.

    The value is a list of objects of ``name``, as the edition keeps it.
    """

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else _lines(value or [])

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        lines = [line for line in text.splitlines() if line.strip()]
        return [self._partner(number, line) for number, line in enumerate(lines, start=1)]

    def _partner(self, number: int, line: str) -> dict[str, dict[str, str]]:
        names: dict[str, str] = {}
        for part in line.split("|"):
            found = _NAMED.match(part)
            code = found[1] if found else None
            if found is None or code not in codes() or code in names or len(found[2]) > LONGEST_NAME:
                raise ValidationError(
                    _("Line %(line)s: write each name behind its language.") % {"line": number}
                )
            names[code] = found[2]
        return {"name": names}


def _lines(partners: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(
        " | ".join(f"{code}: {name}" for code, name in partner["name"].items()) for partner in partners
    )


def countries() -> list[tuple[str, str]]:
    """Return the portal's countries as choices, by their names in the editor's language."""
    language = get_language() or "en"
    found = [(one.code, one.name) for one in portal_country_choices(language)]
    return [("", "–"), *sorted(found, key=lambda pair: pair[1])]


def cities() -> list[tuple[str, str]]:
    """Return the cities of the reference as choices, by their names in the editor's language."""
    language = get_language() or "en"
    found = [(one.slug, city_name(one, language)) for one in cities_of()]
    return [("", "–"), *sorted(found, key=lambda pair: pair[1])]


class FairForm(TextsForm):
    """A form whose service may refuse: what it says stands above the fields, which keep what was typed."""

    def take(self, by: AbstractBaseUser) -> Any:
        """Write what was typed and return the record; None, with the reason on the form, where refused."""
        self.by = by
        if not self.is_valid():
            return None
        try:
            return self.save()
        except (Refused, SlugRefused) as refused:
            self.add_error(None, str(refused))
            return None


class EditionForm(FairForm):
    """An edition of the fair; figures and their sources stay as they are."""

    TEXTS = ("name", "theme")

    name_texts = TextsField(label=gettext_lazy("Name"), longest=LONGEST_NAME)
    theme_texts = TextsField(label=gettext_lazy("Theme"), longest=300, required=False)
    venue = forms.ChoiceField(label=gettext_lazy("City"), required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    country = forms.ChoiceField(label=gettext_lazy("Country of honour"), required=False)
    partners = PartnersField(
        label=gettext_lazy("Partners"),
        required=False,
        help_text=gettext_lazy("One a line, each name behind its language: en: Malaysia | zh-hans: 马来西亚"),
    )

    class Meta:
        model = Edition
        fields = ("slug", "number", "begins_on", "ends_on")
        widgets = {"begins_on": DAY, "ends_on": DAY}

    field_order = (
        *("slug", "number", "name_texts", "theme_texts", "reviewed", "begins_on", "ends_on"),
        *("venue", "time_zone", "country", "partners"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Edition = self.instance
        take_plain_slugs(self.fields["slug"])
        self.fields["slug"].disabled = known.pk is not None  # every edition stays at its address
        venue, zone, country = (self.fields[name] for name in ("venue", "time_zone", "country"))
        assert isinstance(venue, forms.ChoiceField)
        assert isinstance(zone, forms.ChoiceField)
        assert isinstance(country, forms.ChoiceField)
        zone.choices = [(name, name) for name in sorted({*zones(), known.time_zone})]
        venue.choices = cities()
        country.choices = countries()
        self.initial["venue"] = known.city_id or ""
        self.initial["time_zone"] = known.time_zone
        self.initial["country"] = known.country_of_honour_id or ""
        self.initial["partners"] = known.partners

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk is None and Edition.objects.filter(slug=cleaned.get("slug")).exists():
            self.add_error("slug", _("There is an edition at this address already."))
        return cleaned

    def write(self) -> Edition:
        data, known = self.cleaned_data, self.instance
        return save_edition(
            slug=data["slug"],
            number=data["number"],
            begins_on=data["begins_on"],
            ends_on=data["ends_on"],
            texts={name: self.said(name) for name in self.TEXTS},
            states={name: self.states(name) for name in self.TEXTS},
            source_language=known.source_language,
            city=data["venue"] or None,
            time_zone=data["time_zone"],
            country_of_honour=data["country"] or None,
            partners=data["partners"],
            figures=known.figures,
            source=known.source_id,
            is_demo=known.is_demo,
            by=self.by,
        )


class HallForm(FairForm):
    """A hall of an edition, or a group of halls."""

    TEXTS = ("name", "intro")

    name_texts = TextsField(label=gettext_lazy("Name"), longest=LONGEST_NAME)
    intro_texts = TextsField(label=gettext_lazy("Introduction"), longest=2000, rows=2, required=False)
    home = forms.ChoiceField(label=gettext_lazy("Country"), required=False)

    class Meta:
        model = Hall
        fields = ("slug", "kind", "parent", "width", "depth", "order")

    field_order = (
        *("slug", "kind", "name_texts", "intro_texts", "reviewed", "parent", "home"),
        *("width", "depth", "order"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hall: Hall = self.instance
        take_plain_slugs(self.fields["slug"])
        self.fields["slug"].disabled = hall.pk is not None
        above, home = self.fields["parent"], self.fields["home"]
        assert isinstance(above, forms.ModelChoiceField)
        assert isinstance(home, forms.ChoiceField)
        above.queryset = Hall.objects.filter(edition=hall.edition_id).exclude(pk=hall.pk)
        above.label = _("Part of")
        home.choices = countries()
        self.initial["home"] = hall.country_id or ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        same = Hall.objects.filter(edition=self.instance.edition_id, slug=cleaned.get("slug"))
        if self.instance.pk is None and same.exists():
            self.add_error("slug", _("There is a hall at this address already."))
        return cleaned

    def write(self) -> Hall:
        data = self.cleaned_data
        return save_hall(
            edition=self.instance.edition,
            slug=data["slug"],
            kind=data["kind"],
            texts={name: self.said(name) for name in self.TEXTS},
            states={name: self.states(name) for name in self.TEXTS},
            parent=data["parent"],
            country=data["home"] or None,
            width=data["width"],
            depth=data["depth"],
            order=data["order"],
            by=self.by,
        )
