"""How editors write what is not listed here, and what only with a licence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.files.text_fields import TextsField
from catalog.glossary.models import Concept
from catalog.merchants.evidence import KINDS
from catalog.products.models import GoodsRule
from catalog.products.services.goods_rules import lacking


class GoodsRuleForm(forms.ModelForm[GoodsRule]):
    """One rule: what it is about, and by what goods of that kind are known."""

    names = TextsField(label=_("What it is about"), longest=200, help_text=_("Sellers read it."))
    # Longer than what is kept: a code may be written with its point.
    hs = forms.CharField(label=_("HS code or its beginning"), max_length=12, required=False)
    evidence = forms.ChoiceField(label=_("Evidence needed"), required=False)

    class Meta:
        model = GoodsRule
        fields = ("key", "kind", "names", "words", "concept", "hs", "category", "evidence", "in_force")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        evidence = self.fields["evidence"]
        assert isinstance(evidence, forms.ChoiceField)
        evidence.choices = [("", "–"), *((key, kind.label) for key, kind in KINDS.items())]

    def clean_hs(self) -> str:
        typed: str = self.cleaned_data["hs"].strip().replace(".", "")
        if typed and not (typed.isascii() and typed.isdigit()):
            raise forms.ValidationError(_("Write digits only."))
        return typed

    def clean_concept(self) -> str:
        slug: str = self.cleaned_data["concept"].strip()
        if slug and not Concept.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("The glossary has no such concept."))
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        missing = lacking(
            kind=cleaned.get("kind", ""),
            evidence=cleaned.get("evidence", ""),
            marks=[cleaned.get(name) for name in ("words", "concept", "hs", "category")],
        )
        for field, message in missing.items():
            # Of a field that was refused already, nothing more is asked.
            if field == "evidence" or not self.errors:
                self.add_error(field, message)
        return cleaned
