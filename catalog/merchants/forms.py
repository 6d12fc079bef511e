"""What members fill in at the desk. Rules are the services'; these forms name fields and choices."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import Membership, Organization
from catalog.reference.languages import html_tag
from catalog.reference.models import City
from catalog.reference.selectors import city_name, country_choices
from catalog.translation.selectors import text_in

LONGEST_NAME = 160
Choices = list[tuple[str, Any]]


def places(language: str) -> Choices:
    """Return the countries, named in the language, the portal's twelve first."""
    return [("", ""), *((one.code, one.name) for one in country_choices(language))]


def cities(language: str) -> Choices:
    """Return the cities by country, all named in the language."""
    named = {one.code: one.name for one in country_choices(language)}
    groups: dict[str, list[tuple[str, str]]] = {}
    for city in City.objects.order_by("country__rank", "rank"):
        groups.setdefault(named[city.country_id], []).append((city.slug, city_name(city, language)))
    return [("", ""), *groups.items()]


class PlaceForm(forms.Form):
    """Where an organization is at home."""

    country = forms.ChoiceField(label=_("Country or region"))
    city = forms.ChoiceField(
        label=_("City"), help_text=_("Leave it open if yours is not named."), required=False
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("country", places(language)), ("city", cities(language))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class OrganizationForm(PlaceForm):
    """A new organization."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Organization.Kind.choices, widget=forms.RadioSelect)
    source_language = forms.ChoiceField(
        label=_("Language you write in"),
        help_text=_("What you write in it is the original; other languages are translations of it."),
        choices=settings.LANGUAGES,
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("As registered. A private person gives their own name."),
        max_length=LONGEST_NAME,
    )
    field_order = ("kind", "source_language", "name", "country", "city")


class ProfileForm(PlaceForm):
    """An organization's names and its place."""

    def __init__(self, *args: Any, organization: Organization, language: str, **kwargs: Any) -> None:
        names = {code: text_in(organization, "name", code) for code, _name in settings.LANGUAGES}
        initial = {f"name_{code}": text for code, text in names.items()}
        initial |= {"country": organization.country_id, "city": organization.city_id or ""}
        super().__init__(*args, language=language, initial=initial, **kwargs)
        own = organization.source_language
        for code, label in sorted(settings.LANGUAGES, key=lambda entry: entry[0] != own):
            self.fields[f"name_{code}"] = forms.CharField(
                label=format_lazy("{name} · {language}", name=_("Name"), language=label),
                help_text=_("As registered. A private person gives their own name.") if code == own else "",
                max_length=LONGEST_NAME,
                required=code == own,
                widget=forms.TextInput(attrs={"lang": html_tag(code)}),
            )
        self.order_fields([*(name for name in self.fields if name.startswith("name_")), "country", "city"])

    def names(self) -> dict[str, str]:
        """Return the names by language."""
        return {code: self.cleaned_data[f"name_{code}"] for code, _name in settings.LANGUAGES}


class RolesForm(forms.Form):
    """In which roles somebody acts for the organization."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_(
            "Owners may do everything. Editors write listings and the storefront, sales answers buyers, "
            "finance sees payments."
        ),
        choices=Membership.Role.choices,
        widget=forms.CheckboxSelectMultiple,
    )


class InvitationForm(RolesForm):
    """Whom to ask, in which roles and which language."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The invitation can be accepted only by somebody who signs in with this address."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    field_order = ("email", "roles", "language")


class DayInput(forms.DateInput):
    """The browser's own calendar; what is typed without one is read as year-month-day too."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EvidenceForm(forms.Form):
    """A document that shows who an organization is. The file is kept by the view, whatever else is wrong."""

    country = forms.ChoiceField(label=_("Issued in"))
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=160, required=False)
    issued_on = forms.DateField(label=_("Issued on"), required=False, widget=DayInput)
    expires_on = forms.DateField(
        label=_("Last day it holds"),
        help_text=_("Leave it open if it names none."),
        required=False,
        widget=DayInput,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG, PNG, WebP or HEIC, up to 10 MB. Only you and the reviewers see it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,.heic"}),
    )
    plea = forms.CharField(
        label=_("What the reviewer should know"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, language: str, numbered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = places(language)
        if numbered:
            self.fields["number"].required = True
        else:
            del self.fields["number"]


class PleaForm(forms.Form):
    """What an owner says against a refusal."""

    plea = forms.CharField(
        label=_("What the reviewer should look at again"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
