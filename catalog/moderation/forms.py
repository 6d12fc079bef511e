"""What a visitor, an owner and a moderator fill in. Rules are the services'."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import DecisionReason
from catalog.merchants.review_forms import ReasonChoice
from catalog.moderation.kinds import ThingKind
from catalog.seams import person_check
from catalog.seams.person_check import CheckedForm

LEAST_SECONDS = 2.0  # in which a person can have filled the form in
LEAVE, END, SUSPEND, SUSPEND_OWNER = "leave", "end", "suspend", "suspend-organization"
LIFT, UPHOLD = "lift", "uphold"


class ReportForm(forms.Form):
    """Why a thing is not what it should be."""

    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What happened"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, kind: ThingKind) -> None:
        super().__init__(data)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)
        reason.choices = list(kind.reasons)

    @property
    def challenge(self) -> object:
        """Return what the form must carry when it is shown; nothing for somebody who is known."""
        return None


class StrangerReportForm(CheckedForm, ReportForm):
    """The same by somebody without an account: a program that fills in forms is turned away."""

    address = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("If you leave it, we write once: what was decided."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, kind: ThingKind, request: HttpRequest
    ) -> None:
        super().__init__(data, kind=kind)
        self.check = person_check.check(request, purpose="report", least=LEAST_SECONDS)


class PleaForm(forms.Form):
    """What an owner says against a suspension."""

    plea = forms.CharField(
        label=_("What should the moderator look at again?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def offered() -> Any:
    """Return the reasons of suspensions that are offered now."""
    return DecisionReason.objects.filter(offered=True, about=DecisionReason.About.SUSPENSION)


class DecisionForm(forms.Form):
    """What becomes of a thing, and why its owner is told."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = ReasonChoice(label=_("Reason"), queryset=DecisionReason.objects.none(), required=False)
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        choices: list[tuple[str, Any]],
        seen: str,
        reasons: bool = True,
    ) -> None:
        super().__init__(data, initial={"seen": seen})
        decision, reason = self.fields["decision"], self.fields["reason"]
        assert isinstance(decision, forms.ChoiceField)
        assert isinstance(reason, forms.ModelChoiceField)
        decision.choices = choices
        reason.queryset = offered()
        if not reasons:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        takes_off = cleaned.get("decision") in {SUSPEND, SUSPEND_OWNER}
        if takes_off and not cleaned.get("reason"):
            self.add_error("reason", _("Choose the reason its owner is told."))
        elif not takes_off and not (cleaned.get("reason") or cleaned.get("note")):
            self.add_error("note", _("Choose a reason or write why."))
        return cleaned
