"""What a person fills in about what they look for. Rules are the service's; this form names fields."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalog.products.selectors.tree import CategoryTree
from catalog.reference.cldr import language_name
from catalog.reference.languages import codes
from catalog.reference.selectors import portal_country_choices
from catalog.reference.units import unit_choices
from expo.meetings.selectors.interests import Interest


class InterestForm(forms.Form):
    """Categories, countries, languages, and how much at a time; each may stay open."""

    categories = forms.TypedMultipleChoiceField(
        label=_("Categories"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you speak"), required=False, widget=forms.CheckboxSelectMultiple
    )
    quantity = forms.DecimalField(
        label=_("Quantity you buy at a time"),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=3,
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(
        self, sent: QueryDict | None, *, interest: Interest, tree: CategoryTree, language: str
    ) -> None:
        initial = {
            "categories": list(interest.categories),
            "countries": list(interest.countries),
            "languages": list(interest.languages),
            "quantity": f"{interest.quantity.normalize():f}" if interest.quantity else "",
            "unit": interest.unit,
        }
        super().__init__(sent, initial=initial)
        lines = ((node.id, [one.name.value for one in tree.line(node)]) for node in tree.nodes)
        self._choices("categories", sorted(((pk, " › ".join(names)) for pk, names in lines), key=_by_name))
        self._choices("countries", [(one.code, one.name) for one in portal_country_choices(language)])
        self._choices("languages", [(code, language_name(code, language)) for code in codes()])
        self._choices("unit", [("", "–"), *unit_choices(language)])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def interest(self) -> Interest:
        """Return what the form says."""
        said = self.cleaned_data
        return Interest(
            categories=frozenset(said["categories"]),
            countries=tuple(said["countries"]),
            languages=tuple(said["languages"]),
            quantity=said["quantity"],
            unit=said["unit"],
        )


def _by_name(choice: tuple[int, str]) -> str:
    return choice[1]
