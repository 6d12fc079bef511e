"""What reviewers fill in: a decision about evidence, and the reasons of decisions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.files.text_fields import TextsField
from catalog.merchants.models import DecisionReason
from catalog.reference.languages import pick


class ReasonChoice(forms.ModelChoiceField[DecisionReason]):
    """A reason as the reviewer reads it; its owner reads the same in their own language."""

    def label_from_instance(self, obj: DecisionReason) -> str:
        return pick(obj.words, get_language() or "en")[0] or obj.key


class DecisionForm(forms.Form):
    """Accept, or refuse with a reason. ``seen`` is the state the reviewer saw."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accept", _("Accept")), ("refuse", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = ReasonChoice(
        label=_("Reason"),
        queryset=DecisionReason.objects.filter(offered=True, about=DecisionReason.About.EVIDENCE),
        required=False,
    )
    note = forms.CharField(
        label=_("Note to its owner"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "refuse" and not cleaned.get("reason"):
            self.add_error("reason", _("A refusal needs a reason."))
        return cleaned


class StorefrontDecisionForm(DecisionForm):
    """Open a storefront, or give it back with a reason. ``revision`` is the draft the reviewer saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, revision: int) -> None:
        super().__init__(data, initial={"revision": revision})
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ModelChoiceField)
        reason.queryset = DecisionReason.objects.filter(offered=True, about=DecisionReason.About.STOREFRONT)


class ReasonForm(forms.ModelForm[DecisionReason]):
    """A reason in every language."""

    words = TextsField(label=_("Words"), longest=500, rows=2)

    class Meta:
        model = DecisionReason
        fields = ("key", "about", "words", "position", "offered")
