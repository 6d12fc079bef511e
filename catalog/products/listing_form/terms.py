"""On which terms it is sold: quantities, lead times, Incoterms, samples."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.products.document import LeadTime, ProductDocument, SampleDocument, TradeTerm
from catalog.products.listing_form.parts import (
    Block,
    Fields,
    Part,
    Rows,
    choice,
    read_amount,
    show_amount,
    text,
    whole,
)
from catalog.reference.trade_terms import TRADE_TERMS

MOST_LEADS = 8
MOST_TERMS = 11


class Terms(Part[ProductDocument]):
    """The terms of trade."""

    def fields(self) -> Fields:
        document = self.document
        made: Fields = {
            "moq": whole(gettext_lazy("Minimum order"), document.moq, least=1),
            "order_multiple": whole(gettext_lazy("In multiples of"), document.order_multiple, least=1),
        }
        for line in range(self._leads()):
            lead = document.lead_times[line] if line < len(document.lead_times) else None
            made[f"lead_{line}_days"] = whole(gettext_lazy("Days"), lead.days if lead else None, most=3650)
            made[f"lead_{line}_upto"] = whole(
                gettext_lazy("Up to quantity"), lead.up_to if lead else None, least=1
            )
        offered = [(code, f"{code} · {term.name}") for code, term in TRADE_TERMS.items()]
        for line in range(self._terms()):
            term = document.terms[line] if line < len(document.terms) else None
            made[f"term_{line}_rule"] = choice(
                gettext_lazy("Incoterms 2020 rule"), offered, term.incoterm if term else ""
            )
            made[f"term_{line}_place"] = text(
                gettext_lazy("Named place"), term.place if term else "", most=120
            )
        return made | self._sample()

    def _sample(self) -> Fields:
        sample = self.document.sample
        currency = self.document.price.currency
        return {
            "sample_quantity": text(
                gettext_lazy("Sample"),
                sample.quantity if sample else "",
                most=60,
                help_text=gettext_lazy("How much of it, for example 200 g."),
            ),
            "sample_price": text(
                gettext_lazy("What a sample costs, in the first currency"),
                show_amount(sample.minor if sample else None, currency),
                most=20,
            ),
            "sample_credited": forms.BooleanField(
                label=gettext_lazy("Credited to the first order"),
                initial=bool(sample and sample.credited),
                required=False,
            ),
        }

    def _leads(self) -> int:
        return self.count("lead", len(self.document.lead_times), blank=1, most=MOST_LEADS)

    def _terms(self) -> int:
        return self.count("term", len(self.document.terms), blank=1, most=MOST_TERMS)

    def blocks(self) -> list[Block]:
        leads = [[f"lead_{line}_days", f"lead_{line}_upto"] for line in range(self._leads())]
        terms = [[f"term_{line}_rule", f"term_{line}_place"] for line in range(self._terms())]
        return [
            Block("moq", gettext_lazy("Quantities"), ["moq", "order_multiple"]),
            Block(
                "lead_times",
                gettext_lazy("Lead time"),
                [
                    Rows(
                        gettext_lazy(
                            "Days until dispatch; the last line without a quantity is for all above"
                        ),
                        leads,
                    )
                ],
            ),
            Block("terms", gettext_lazy("Trade terms"), [Rows(gettext_lazy("Rules you offer"), terms)]),
            Block("sample", gettext_lazy("Sample"), ["sample_quantity", "sample_price", "sample_credited"]),
        ]

    def read(self, form: forms.Form) -> dict[str, Any]:
        said = form.cleaned_data
        leads = []
        for line in range(self._leads()):
            days, up_to = said.get(f"lead_{line}_days"), said.get(f"lead_{line}_upto")
            if days is not None:
                leads.append(LeadTime(days=days, up_to=up_to))
            elif up_to is not None and f"lead_{line}_days" not in form.errors:
                form.add_error(f"lead_{line}_days", _("Say in how many days."))
        terms = []
        for line in range(self._terms()):
            rule, place = said.get(f"term_{line}_rule", ""), said.get(f"term_{line}_place", "").strip()
            if rule or place:
                terms.append(TradeTerm(incoterm=rule, place=place))
        return {
            "moq": said.get("moq") or 1,
            "order_multiple": said.get("order_multiple") or 1,
            "lead_times": tuple(sorted(leads, key=lambda lead: (lead.up_to is None, lead.up_to or 0))),
            "terms": tuple(terms),
            "sample": self._read_sample(form),
        }

    def _read_sample(self, form: forms.Form) -> SampleDocument | None:
        said = form.cleaned_data
        quantity = said.get("sample_quantity", "").strip()
        minor = None
        try:
            minor = read_amount(said.get("sample_price", ""), said.get("money_0_currency", ""))
        except ValidationError as error:
            form.add_error("sample_price", error)
        if minor is not None and not quantity:
            form.add_error("sample_quantity", _("Say how much a sample is."))
        credited = bool(said.get("sample_credited"))
        return SampleDocument(quantity=quantity, minor=minor, credited=credited) if quantity else None
