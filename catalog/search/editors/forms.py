"""What editors fill in: a synonym, what comes first for a query, and a query to be tried."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.search.documents import Key, key_text, read_key
from catalog.search.editors.rules_now import lines
from catalog.search.editors.services import Terms, check_pin, check_words, save_pin, save_synonym
from catalog.search.models import Pin, Rule, Synonym
from catalog.search.rules import Same

LONGEST_KEY = 60


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RuleForm(forms.ModelForm[Any]):
    """What every rule says besides itself; the services check and write it."""

    class Meta:
        fields: tuple[str, ...] = ("starts_on", "ends_on", "active", "note")
        labels = {
            "language": _("Language"),
            "starts_on": _("From"),
            "ends_on": _("Until"),
            "active": _("In use"),
            "note": _("Note"),
            "typed": _("Typed by visitors"),
            "means": _("Finds too"),
            "both_ways": _("The other way round too"),
            "text": _("Search text"),
            "position": _("Position"),
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {"starts_on": DayInput(), "ends_on": DayInput()}

    def terms(self) -> Terms:
        """Return when and whether it holds."""
        data = self.cleaned_data
        return Terms(data["starts_on"], data["ends_on"], data["active"], data["note"])

    def checked(self) -> None:
        """Raise ValidationError for what the service would refuse."""

    def write(self, actor: AbstractBaseUser) -> Rule:
        """Write it through the service."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            if data["starts_on"] and data["ends_on"] and data["ends_on"] < data["starts_on"]:
                self.add_error("ends_on", _("The last day cannot be before the first."))
            try:
                self.checked()
            except ValidationError as refused:
                for field, problems in refused.message_dict.items():
                    self.add_error(field, problems)
        return data

    def _post_clean(self) -> None:
        # What belongs together is checked by the services, for every way in alike.
        return


class SynonymForm(RuleForm):
    """Words on two sides, one a line."""

    class Meta(RuleForm.Meta):
        model = Synonym
        fields = ("language", "typed", "means", "both_ways", *RuleForm.Meta.fields)
        widgets: ClassVar[dict[str, forms.Widget]] = {
            **RuleForm.Meta.widgets,
            "typed": forms.Textarea(attrs={"rows": 3}),
            "means": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"typed": _("One word or phrase a line."), "means": _("One word or phrase a line.")}

    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the words of both sides."""
        return lines(self.cleaned_data["typed"]), lines(self.cleaned_data["means"])

    def checked(self) -> None:
        check_words(*self.sides())

    def write(self, actor: AbstractBaseUser) -> Synonym:
        typed, means = self.sides()
        return save_synonym(
            actor=actor,
            language=self.cleaned_data["language"],
            typed=typed,
            means=means,
            both_ways=self.cleaned_data["both_ways"],
            terms=self.terms(),
            synonym=self.instance if self.instance.pk else None,
        )


class PinForm(RuleForm):
    """A query and the record that comes first for it, named as the page for trying a query names it."""

    target = forms.CharField(
        label=_("Record"),
        max_length=LONGEST_KEY,
        help_text=_("As named where you try a search, for example product:12."),
    )

    class Meta(RuleForm.Meta):
        model = Pin
        fields = ("language", "text", "target", "position", *RuleForm.Meta.fields)

    field_order = Meta.fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["target"] = key_text(self.instance.kind, self.instance.record)

    def clean_target(self) -> Key:
        typed: str = self.cleaned_data["target"].strip()
        kind, _colon, number = typed.rpartition(":")
        if not kind or not (number.isascii() and number.isdigit()) or len(number) > 15:
            raise ValidationError(_("There is no such record that visitors may see."))
        return read_key(typed)

    def checked(self) -> None:
        data = self.cleaned_data
        text = " ".join(data["text"].split())
        check_pin(data["language"], text, data["target"], besides=self.instance.pk or 0)

    def write(self, actor: AbstractBaseUser) -> Pin:
        data = self.cleaned_data
        return save_pin(
            actor=actor,
            language=data["language"],
            text=data["text"],
            target=data["target"],
            position=data["position"],
            terms=self.terms(),
            pin=self.instance if self.instance.pk else None,
        )


class TryForm(forms.Form):
    """A query, and a synonym that does not exist yet."""

    q = forms.CharField(label=_("Search text"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    typed = forms.CharField(
        label=_("Typed by visitors"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    means = forms.CharField(label=_("Finds too"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    both_ways = forms.BooleanField(label=_("The other way round too"), required=False)

    def draft(self) -> Same | None:
        """Return the synonym to be tried, or None where none was written."""
        data = self.cleaned_data
        typed, means = lines(data["typed"]), lines(data["means"])
        if not typed or not means:
            return None
        return Same(data["language"], typed, means, data["both_ways"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed, means = lines(data.get("typed", "")), lines(data.get("means", ""))
        if typed or means:
            try:
                check_words(typed, means)
            except ValidationError as refused:
                for field, problems in refused.message_dict.items():
                    self.add_error(field, problems)
        return data
