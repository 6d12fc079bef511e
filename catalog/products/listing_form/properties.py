"""What the category asks of a product, and the forms it is sold in."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.products.checks import gtin_is_valid
from catalog.products.document import ProductDocument, VariantDocument
from catalog.products.listing_form.parts import Block, Fields, Part, Rows, choice, kept, several, text, whole
from catalog.products.models import Attribute
from catalog.products.selectors.declared import Property, declared_properties
from catalog.products.terms import months
from catalog.reference.languages import html_tag, pick

MOST_VARIANTS = 40
Kind = Attribute.Kind
YES_NO = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]


def month_choices(language: str) -> list[tuple[str, str]]:
    """Return the months of the year by number and name."""
    return [(str(number), months([number], language)) for number in range(1, 13)]


class Properties(Part[ProductDocument]):
    """The attributes the category declares, each by its kind."""

    @cached_property
    def declared(self) -> list[Property]:
        category = self.asked.category
        return declared_properties(category, language=self.asked.language) if category else []

    def fields(self) -> Fields:
        return {f"property_{one.key}": self._field(one) for one in self.declared}

    def _field(self, one: Property) -> forms.Field:
        value = self.document.attributes.get(one.key)
        label = f"{one.name.value} ({one.unit})" if one.unit else one.name.value
        match one.kind:
            case Kind.NUMBER:
                return text(label, "" if value is None else str(value), most=20)
            case Kind.YEAR:
                year = value if isinstance(value, int) else None
                return whole(label, year, least=1000, most=2999)
            case Kind.YES_NO:
                said = "" if not isinstance(value, bool) else "yes" if value else "no"
                return choice(label, YES_NO, said)
            case Kind.MONTHS:
                ticked = [str(month) for month in value] if isinstance(value, list) else []
                return several(label, month_choices(self.asked.language), ticked)
            case Kind.CHOICE:
                return self._choice(one, label, value)
        return text(label, str(value or ""))

    def _choice(self, one: Property, label: str, value: Any) -> forms.Field:
        offered = [(each["key"], pick(each["names"], self.asked.language)[0]) for each in one.choices]
        if isinstance(value, list):
            return several(label, offered, [str(each) for each in value])
        return choice(label, offered, str(value or ""))

    def blocks(self) -> list[Block]:
        if not self.declared:
            return []
        return [Block("attributes", gettext_lazy("Properties"), list(self.made))]

    def read(self, form: forms.Form) -> dict[str, Any]:
        stated: dict[str, Any] = {}
        for one in self.declared:
            name = f"property_{one.key}"
            said = form.cleaned_data.get(name)
            if said in (None, "", []):
                continue
            if one.kind == Kind.YES_NO:
                stated[one.key] = said == "yes"
            elif one.kind == Kind.MONTHS:
                stated[one.key] = [int(month) for month in said]
            elif one.kind == Kind.NUMBER:
                number = read_number(said)
                if number is None:
                    form.add_error(name, _("Write a number in digits, for example 12.5."))
                else:
                    stated[one.key] = number
            else:
                stated[one.key] = said.strip() if isinstance(said, str) else said
        return {"attributes": stated}


def read_number(typed: str) -> int | float | None:
    """Return a number with a point or a comma before its decimals; None for what is none or is unclear."""
    plain = "".join(typed.split()).replace(",", ".")
    whole_part, _point, decimals = plain.removeprefix("-").partition(".")
    if not whole_part.isdecimal() or (decimals and not decimals.isdecimal()) or len(plain) > 15:
        return None
    if "," in typed and len(decimals) == 3:
        return None  # 1,500 may be one and a half thousand
    return float(plain) if decimals else int(plain.removesuffix("."))


class Variants(Part[ProductDocument]):
    """The forms in which it is sold, with their article numbers."""

    def fields(self) -> Fields:
        own = self.document.source_language
        made: Fields = {}
        for line in range(self._lines()):
            there = self.document.variants
            variant = there[line] if line < len(there) else VariantDocument()
            made[f"variant_{line}_was"] = kept(str(line) if line < len(there) else "")
            made[f"variant_{line}_sku"] = text(gettext_lazy("Article number"), variant.sku, most=64)
            made[f"variant_{line}_gtin"] = text("GTIN", variant.gtin, most=20)
            made[f"variant_{line}_name"] = text(gettext_lazy("Name"), variant.names.get(own, ""), most=120)
            made[f"variant_{line}_name"].widget.attrs["lang"] = html_tag(own)
            for one in self._asked:
                made[f"variant_{line}_option_{one.key}"] = choice(
                    one.name.value,
                    [(each["key"], pick(each["names"], self.asked.language)[0]) for each in one.choices],
                    variant.options.get(one.key, ""),
                )
        return made

    @cached_property
    def _asked(self) -> list[Property]:
        """Return what variants may differ in here: what the category lets one choose."""
        category = self.asked.category
        declared = declared_properties(category, language=self.asked.language) if category else []
        return [one for one in declared if one.kind == Kind.CHOICE]

    def _lines(self) -> int:
        return self.count("variant", len(self.document.variants), blank=1, most=MOST_VARIANTS)

    def blocks(self) -> list[Block]:
        lines = [
            [name for name in self.made if name.startswith(f"variant_{line}_")]
            for line in range(self._lines())
        ]
        return [
            Block(
                "variants",
                gettext_lazy("Variants"),
                [Rows(gettext_lazy("Forms in which it is sold"), lines)],
                format_lazy(
                    "{one} {two}",
                    one=gettext_lazy("A GTIN is the number below a bar code."),
                    two=gettext_lazy("Saving the draft adds empty lines."),
                ),
            )
        ]

    def read(self, form: forms.Form) -> dict[str, Any]:
        found = [self._variant(form, line) for line in range(self._lines())]
        return {"variants": tuple(one for one in found if one is not None)}

    def _variant(self, form: forms.Form, line: int) -> VariantDocument | None:
        """Return a line as a variant, with what an earlier one of its place said in other languages."""
        said = form.cleaned_data
        start = f"variant_{line}_"
        sku, name = said.get(f"{start}sku", "").strip(), said.get(f"{start}name", "").strip()
        gtin = "".join(said.get(f"{start}gtin", "").split())
        if gtin and not gtin_is_valid(gtin):
            form.add_error(
                f"{start}gtin", _("This trade item number (GTIN) has a wrong digit. Compare each one.")
            )
        if not (sku or name or gtin):
            return None
        before = self._before(said.get(f"{start}was", ""))
        chosen = {one.key: said.get(f"{start}option_{one.key}", "") for one in self._asked}
        options: Mapping[str, str] = {
            key: value for key, value in before.options.items() if key not in chosen
        }
        own = self.document.source_language
        names = {code: words for code, words in before.names.items() if code != own}
        return VariantDocument(
            sku=sku,
            gtin=gtin,
            names=names | ({own: name} if name else {}),
            options={**options, **{key: value for key, value in chosen.items() if value}},
        )

    def _before(self, was: str) -> VariantDocument:
        there = self.document.variants
        return there[int(was)] if was.isdecimal() and int(was) < len(there) else VariantDocument()
