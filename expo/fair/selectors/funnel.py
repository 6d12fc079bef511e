"""Reads: the funnel of an edition's booths, and the leads of one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText
from expo.fair.funnel import BoothOf, Lead, steps, window_of
from expo.fair.models import Booth, Edition, Exhibit


@dataclass(frozen=True)
class BoothFunnel:
    """A booth with the number of every step by its name; ``hall`` is the slug of its hall, or empty."""

    booth: int
    name: LocalText
    hall: str
    stand: str
    numbers: Mapping[str, int]


@dataclass(frozen=True)
class StepLead:
    """A lead with the name of the step it took."""

    step: str
    lead: Lead


def funnel(*, edition: Edition, language: str, booth: int | None = None) -> list[BoothFunnel]:
    """Return the published booths of an edition, or one, by hall and stand: constant in queries."""
    wanted = {"pk": booth} if booth is not None else {"status": Booth.Status.PUBLISHED}
    rows = list(
        Booth.objects.rewrite(False)
        .filter(edition=edition, **wanted)
        .annotate(**localized(Booth, "organization__name", language))
        .order_by("stand__hall__order", "stand__code", "pk")
        .values(
            *("pk", "organization_id", "stand__hall__slug", "stand__code"),
            *("organization_name_text", "organization_name_lang"),
        )
    )
    counted = _counted(_booths(rows), edition)
    return [
        BoothFunnel(
            booth=row["pk"],
            name=LocalText(row["organization_name_text"], row["organization_name_lang"]),
            hall=row["stand__hall__slug"] or "",
            stand=row["stand__code"] or "",
            numbers={name: numbers.get(row["pk"], 0) for name, numbers in counted.items()},
        )
        for row in rows
    ]


def _booths(rows: Sequence[Mapping[str, int]]) -> list[BoothOf]:
    products: dict[int, set[int]] = {row["pk"]: set() for row in rows}
    shown = Exhibit.objects.filter(booth__in=products, product__isnull=False)
    for booth, product in shown.values_list("booth_id", "product_id"):
        products[booth].add(product)
    return [BoothOf(row["pk"], row["organization_id"], frozenset(products[row["pk"]])) for row in rows]


def _counted(booths: Sequence[BoothOf], edition: Edition) -> dict[str, Mapping[int, int]]:
    window = window_of(edition)
    return {step.name: step.count(booths, window) for step in steps()}


def totals(found: Sequence[BoothFunnel]) -> dict[str, int]:
    """Return the sum of every step."""
    return {step.name: sum(one.numbers[step.name] for one in found) for step in steps()}


def leads(*, booth: Booth) -> list[StepLead]:
    """Return who turned to a booth, the latest first."""
    (one,) = _booths([{"pk": booth.pk, "organization_id": booth.organization_id}])
    window = window_of(booth.edition)
    found: Iterator[StepLead] = (
        StepLead(step.name, lead) for step in steps() for lead in step.leads(one, window)
    )
    return sorted(found, key=lambda lead: (lead.lead.at, lead.step), reverse=True)
