"""The states of every component, as the style page shows them and the tests render them."""

from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.core.paginator import Paginator

from catalog.files.manifest import Manifest, Size

States = dict[str, list[dict[str, Any]]]

STATES = Path(__file__).with_name("states.yaml")
SWATCH = (
    "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%204%203'%3E"
    "%3Cpath%20fill='%230d4c46'%20d='M0%200h4v3H0z'/%3E%3Ccircle%20cx='2'%20cy='1.5'%20r='1'%20fill='%23f1b434'/%3E%3C/svg%3E"
)
PICTURE = Manifest(
    webp=(Size(400, 300, SWATCH, 14_000),),
    jpeg=(Size(400, 300, SWATCH, 21_000),),
    width=800,
    height=600,
    bytes=14_000,
)


class SpecimenForm(forms.Form):
    """One field of every kind."""

    moq = forms.IntegerField(label="Minimum order", help_text="Your baskets hold 5 kg.", min_value=5)
    name = forms.CharField(label="Name in English", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("leaf", "Leaf"), ("brick", "Brick")])
    about = forms.CharField(label="About", widget=forms.Textarea)
    grade = forms.ChoiceField(
        label="Grade", choices=[("a", "First"), ("b", "Second")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="The seller may answer in Chinese")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def refused(auto_id: str) -> SpecimenForm:
    """Return the form as it comes back with mistakes."""
    return SpecimenForm({"moq": "2", "name": "Liubao dark tea", "kind": "leaf"}, auto_id=auto_id)


def form_states() -> States:
    """Return the states of components that show a form or a part of one. Ids differ from state to state."""
    wrong, unit = refused("wrong_%s"), refused("unit_%s")
    return {
        "field": [{"field": field} for field in (*SpecimenForm(auto_id="new_%s"), *wrong)]
        + [{"field": unit["moq"], "unit": "kg"}],
        "field_notes": [{"field": refused("notes_%s")["moq"]}],
        "optional": [{}],
        "error_summary": [{"form": wrong}, {"form": refused("again_%s"), "title": "You are not signed in"}],
        "form": [{"form": SpecimenForm(auto_id="whole_%s"), "action": "#form", "button": "Send"}],
    }


def pager_states() -> States:
    """Return the states of the pager: first, middle and last page of ten."""
    pages = Paginator(range(240), 24)
    return {
        "pager": [
            {
                "label": f"Pages, at {number}",
                "page": pages.page(number),
                "numbers": list(pages.get_elided_page_range(number)),
                "query": "q=tea&",
            }
            for number in (1, 5, 10)
        ]
    }


def with_pictures(value: Any) -> Any:
    """Return the value with every "PICTURE" in it replaced by the drawn swatch."""
    if isinstance(value, dict):
        return {key: with_pictures(part) for key, part in value.items()}
    if isinstance(value, list):
        return [with_pictures(part) for part in value]
    return PICTURE if value == "PICTURE" else value


def all_states() -> States:
    """Return every state of every component, by the component's name."""
    plain: States = with_pictures(yaml.safe_load(STATES.read_text(encoding="utf-8")))
    return dict(sorted((plain | form_states() | pager_states()).items()))
