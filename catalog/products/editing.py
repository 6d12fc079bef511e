"""Editors' forms: texts in ten languages on one page, written by the same services as everything else."""

from abc import ABCMeta, abstractmethod
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.utils.translation import gettext_lazy as _

from catalog.files.text_fields import TextsField
from catalog.products.models import Category, GeographicalIndication
from catalog.products.protection import STEPS
from catalog.products.services import (
    AttributeDeclaration,
    save_category,
    save_geographical_indication,
)
from catalog.products.services.register import check_entry
from catalog.reference.languages import codes
from catalog.reference.models import Source
from catalog.reference.slug_fields import take_plain_slugs
from catalog.translation.selectors import states_of, text_in
from catalog.translation.texts import State

MOST_STEPS = 6


class UnfinishedForm(ModelFormMetaclass, ABCMeta):
    """What lets a form leave a method to those that inherit from it."""


class TextsForm(forms.ModelForm[Any], metaclass=UnfinishedForm):
    """A record whose texts stand below one another by language, and who vouches for which.

    A text that the editor changes is theirs; one they leave stays as it was, unless they vouch for it.
    """

    TEXTS: tuple[str, ...] = ()

    reviewed = forms.MultipleChoiceField(
        label=_("Languages read by an editor"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Texts of the other languages say that a machine wrote them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before: dict[str, dict[str, str]] = {name: {} for name in self.TEXTS}
        self.stored: dict[tuple[str, str], str] = {}
        if self.instance.pk is None:
            return
        self.stored = {place: found.state for place, found in states_of(self.instance).items()}
        for name in self.TEXTS:
            texts = {code: text for code in codes() if (text := text_in(self.instance, name, code))}
            self.before[name] = self.initial[f"{name}_texts"] = texts
        self.initial["reviewed"] = [
            code
            for code in codes()
            if any(self.stored.get((name, code)) == State.REVIEWED for name in self.TEXTS)
        ]

    def said(self, name: str) -> dict[str, str]:
        """Return the texts of one field by language."""
        texts: dict[str, str] = self.cleaned_data[f"{name}_texts"]
        return texts

    def states(self, name: str) -> dict[str, str]:
        """Return the state of each text of one field by language."""
        vouched = set(self.cleaned_data["reviewed"])
        was = {code for code in codes() if self.stored.get((name, code)) == State.REVIEWED}
        changed = {code for code, text in self.said(name).items() if text != self.before[name].get(code, "")}
        reviewed = vouched | (changed - was)
        return {code: State.REVIEWED if code in reviewed else State.MACHINE for code in self.said(name)}

    def save(self, commit: bool = True) -> Any:
        """Write through the service; ``commit`` is what Django passes and changes nothing."""
        self.instance = self.write()
        return self.instance

    @abstractmethod
    def write(self) -> models.Model:
        """Write the record and return it."""

    def _post_clean(self) -> None:
        # The service checks what belongs together, for every way in alike.
        return


class EntryForm(TextsForm):
    """An entry with a short name, a source and a language it is written in; its service checks it.

    ``FIELDS`` says what the form calls a field of the service.
    """

    FIELDS: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_plain_slugs(self.fields["slug"])
        self.fields["slug"].disabled = self.instance.pk is not None
        self.fields["source_language"].widget = forms.Select(choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        slug = cleaned.get("slug", "")
        if self.instance.pk is None and self._meta.model._default_manager.filter(slug=slug).exists():
            self.add_error("slug", _("There is an entry of this name already."))
        if self.errors:
            return cleaned
        try:
            self.check(slug, cleaned["name_texts"].get(cleaned["source_language"], ""))
        except ValidationError as refused:
            for field, problems in refused.message_dict.items():
                named = {"name": "name_texts", **self.FIELDS}.get(field, field)
                self.add_error(named if named in self.fields else None, problems)
        return cleaned

    @abstractmethod
    def check(self, slug: str, name: str) -> None:
        """Have the service look at it, with its name in its own language. Raises ValidationError by field."""


class CategoryForm(TextsForm):
    """A category of goods; its properties are declared elsewhere and stay as they are."""

    TEXTS = ("name",)

    name_texts = TextsField(label=_("Name"), longest=120)

    class Meta:
        model = Category
        fields = ("slug", "parent", "position", "concept")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_plain_slugs(self.fields["slug"])
        self.fields["slug"].disabled = self.instance.pk is not None  # addresses of categories last

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        slug, parent = cleaned.get("slug", ""), cleaned.get("parent")
        if self.instance.pk is None and Category.objects.filter(slug=slug).exists():
            self.add_error("slug", _("There is a category of this name already."))
        if parent is not None and f"/{slug}/" in f"/{parent.path}":
            self.add_error("parent", _("A category cannot stand below itself."))
        if not self.cleaned_data.get("name_texts", {}).get("en") and "name_texts" not in self.errors:
            self.add_error("name_texts", _("Write the English name: the other languages are made from it."))
        return cleaned

    def write(self) -> Category:
        data = self.cleaned_data
        return save_category(
            slug=data["slug"],
            names=self.said("name"),
            parent=data["parent"],
            concept=data["concept"],
            position=data["position"],
            attributes=_declared(self.instance) if self.instance.pk else (),
            states=self.states("name"),
        )


def _declared(category: Category) -> list[AttributeDeclaration]:
    """Return the properties of a category as they are, since the service removes what is not named."""
    return [
        AttributeDeclaration(
            key=attribute.key,
            kind=attribute.kind,
            unit=attribute.unit,
            choices=attribute.choices,
            names={code: text for code in codes() if (text := text_in(attribute, "name", code))},
        )
        for attribute in category.attributes.all()
    ]


class StepsInput(forms.Widget):
    """Steps of protection, one a row, with room for two more."""

    template_name = "products/editing/steps.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        rows = [*(value or []), {}, {}][:MOST_STEPS]
        return super().get_context(name, value, attrs) | {
            "rows": rows,
            "kinds": STEPS.items(),
            "sources": Source.objects.values_list("slug", "title"),
        }

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, Any]]:
        rows = [
            {part: str(data.get(f"{name}-{at}-{part}", "")).strip() for part in ("kind", "year", "source")}
            for at in range(MOST_STEPS)
        ]
        return [row for row in rows if any(row.values())]


class StepsField(forms.Field):
    """Steps of protection as the service takes them."""

    widget = StepsInput

    def clean(self, value: Any) -> list[dict[str, Any]]:
        steps = []
        for row in super().clean(value) or []:
            year = row["year"]
            if year and not year.isdecimal():
                raise ValidationError(_("The year of a step is four digits."))
            steps.append({"kind": row["kind"], "year": int(year) if year else None, "source": row["source"]})
        return steps


class IndicationForm(EntryForm):
    """An entry of the register."""

    TEXTS = ("name", "story")

    name_texts = TextsField(label=_("Name"), longest=160)
    story_texts = TextsField(label=_("Story"), longest=4000, rows=4, required=False)
    status = StepsField(label=_("Steps of protection"), required=False)

    class Meta:
        model = GeographicalIndication
        fields = ("slug", "country", "city", "hs6", "source_language", "source")
        labels = {"source_language": _("Language it is written in")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["status"] = self.instance.status

    def check(self, slug: str, name: str) -> None:
        data = self.cleaned_data
        check_entry(
            slug=slug,
            name=name,
            source_id=data["source"].pk,
            steps=data["status"],
            place=(data["country"].pk, data["city"].pk if data["city"] else None),
            hs6=data["hs6"],
        )

    def write(self) -> GeographicalIndication:
        data = self.cleaned_data
        return save_geographical_indication(
            slug=data["slug"],
            names=self.said("name"),
            stories=self.said("story"),
            source_language=data["source_language"],
            country=data["country"].pk,
            city_id=data["city"].pk if data["city"] else None,
            hs6=data["hs6"],
            status=data["status"],
            source_id=data["source"].pk,
            states={name: self.states(name) for name in self.TEXTS},
        )
