"""What editors fill in about things and their names; the services check and write it."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.files.text_fields import TextsField
from catalog.glossary.models import Concept, Label
from catalog.glossary.services import (
    About,
    add_concept,
    add_label,
    change_concept,
    change_label,
    check_label,
)

LONGEST_NAME = 200


class ConceptField(forms.ModelChoiceField[Concept]):
    """A concept by its slug: there are too many to choose from a list."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(Concept.objects.all(), to_field_name="slug", **options)


class GlossaryForm(forms.ModelForm[Any]):
    """A form whose record is written by a service, as the editor who sent it."""

    def write(self, actor: AbstractBaseUser) -> Any:
        """Write it. What the service refuses stands by its field when this raises ValidationError."""
        try:
            return self.written(actor)
        except ValidationError as refused:
            problems = (
                refused.message_dict
                if hasattr(refused, "error_dict")
                else {NON_FIELD_ERRORS: refused.messages}
            )
            for field, messages in problems.items():
                self.add_error(field if field in self.fields else None, messages)
            raise

    def written(self, actor: AbstractBaseUser) -> Any:
        """Call the service."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        # What belongs together is checked by the services, for every way in alike.
        return


class ConceptForm(GlossaryForm):
    """A thing; its names are asked for when it is new, and are records of their own afterwards."""

    parent = ConceptField(label=_("A kind of"), required=False, help_text=_("The slug of a concept."))
    names = TextsField(label=_("Name"), longest=LONGEST_NAME)

    class Meta:
        model = Concept
        fields = ("slug", "kind", "parent", "hs6", "note", "names")

    field_order = Meta.fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        del self.fields["names"]
        self.initial["parent"] = self.instance.parent.slug if self.instance.parent else ""
        for name, field in self.fields.items():
            field.disabled = self.instance.from_file or name == "slug"

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if self.instance.pk is None and Concept.objects.filter(slug=slug).exists():
            raise ValidationError(_("There is a concept of this name already."))
        return slug

    def clean_hs6(self) -> str:
        hs6: str = self.cleaned_data["hs6"]
        if (
            not self.fields["hs6"].disabled
            and hs6
            and not (len(hs6) == 6 and hs6.isascii() and hs6.isdigit())
        ):
            raise ValidationError(_("An HS subheading is six digits."))
        return hs6

    def written(self, actor: AbstractBaseUser) -> Concept:
        data = self.cleaned_data
        about = About(data["kind"], data["parent"], data["hs6"], data["note"])
        if self.instance.pk:
            return change_concept(actor=actor, concept=self.instance, about=about)
        return add_concept(actor=actor, slug=data["slug"], about=about, names=data["names"])


class LabelForm(GlossaryForm):
    """A name. Its text stays as it is: another text is another name."""

    concept = ConceptField(label=_("Concept"), help_text=_("The slug of a concept."))

    class Meta:
        model = Label
        fields = ("concept", "language", "text", "scoped", "search_only", "state")
        labels = {
            "language": _("Language"),
            "text": _("Name"),
            "scoped": _("Counts in its own language only"),
            "search_only": _("Found, never shown"),
            "state": _("State"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["state"]  # who adds a name has read it
            return
        self.initial["concept"] = self.instance.concept.slug
        for name in ("concept", "language", "text"):
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk is None and not self.errors:
            try:
                check_label(data["concept"], data["language"], data["text"])
            except ValidationError as refused:
                self.add_error("text", refused.message_dict["text"])
        return data

    def written(self, actor: AbstractBaseUser) -> Label:
        data = self.cleaned_data
        marks = {"scoped": data["scoped"], "search_only": data["search_only"]}
        if self.instance.pk:
            return change_label(
                actor=actor, label=Label.objects.get(pk=self.instance.pk), state=data["state"], **marks
            )
        return add_label(
            actor=actor, concept=data["concept"], language=data["language"], text=data["text"], **marks
        )
