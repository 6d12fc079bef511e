"""Reads: certificates in force on the day of reading.

A certificate is valid through its last day, counted in the holder's country. Where that country has
several time zones, the day ends with the first of them: from then on nobody there may still call it
valid. The database keeps days only; the moment is UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from catalog.products.models import Certificate, Product
from catalog.reference.days import today_in
from catalog.reference.models import Country


@dataclass(frozen=True)
class CertificateLine:
    """A certificate in force on the day of reading."""

    kind: str
    number: str
    issuer: str
    expires_on: date | None


def in_force(certificates: QuerySet[Certificate], now: datetime | None = None) -> QuerySet[Certificate]:
    """Return those of the certificates that hold at a moment where their holder is: asks for the days."""
    moment = now or timezone.now()
    days: dict[date, list[str]] = {}
    for code, zones in Country.objects.exclude(time_zones=[]).values_list("code", "time_zones"):
        days.setdefault(today_in(zones, moment), []).append(code)
    placed = [code for codes in days.values() for code in codes]
    holds = Q(expires_on__isnull=True)
    holds |= Q(expires_on__gte=moment.date()) & ~Q(organization__country__in=placed)
    for day, codes in days.items():
        holds |= Q(expires_on__gte=day, organization__country__in=codes)
    return certificates.filter(holds)


def valid_certificates(*, product: Product, now: datetime | None = None) -> list[CertificateLine]:
    """Return the product's certificates in force at a moment; the last day counts, the day after does not."""
    return [certificate_line(row) for row in in_force(Certificate.objects.filter(product=product), now)]


def kinds_in_force(products: Sequence[int], now: datetime | None = None) -> dict[int, list[str]]:
    """Return the kinds of certificate that hold for each of the products at a moment: two queries."""
    found: dict[int, list[str]] = {}
    rows = in_force(Certificate.objects.filter(product__in=list(products)), now)
    for product, kind in rows.order_by("kind").values_list("product", "kind").distinct():
        if product is not None:
            found.setdefault(product, []).append(kind)
    return found


def lately_ended(*, within: timedelta, now: datetime | None = None) -> list[int]:
    """Return the products one of whose certificates has its last day today or had it lately.

    Today counts, for the day of a country may be over while it still lasts in UTC.
    """
    today = (now or timezone.now()).date()
    ended = Certificate.objects.filter(product__isnull=False, expires_on__range=(today - within, today))
    return list(ended.order_by().values_list("product_id", flat=True).distinct())


def own_certificates(
    *, organizations: Sequence[int], now: datetime | None = None
) -> dict[int, list[CertificateLine]]:
    """Return the certificates in force that organizations hold themselves, not for one product."""
    found: dict[int, list[CertificateLine]] = {}
    wanted = Certificate.objects.filter(organization__in=organizations, product__isnull=True)
    for row in in_force(wanted, now):
        found.setdefault(row.organization_id, []).append(certificate_line(row))
    return found


def certified_goods(*, organizations: Sequence[int], now: datetime | None = None) -> dict[int, int]:
    """Return how many of each organization's shown products have a certificate in force."""
    wanted = Certificate.objects.filter(
        organization__in=organizations, product__status=Product.Status.PUBLISHED
    )
    rows = (
        in_force(wanted, now)
        .order_by()
        .values_list("organization_id")
        .annotate(count=Count("product", distinct=True))
    )
    return dict(rows)


def certificate_line(row: Certificate) -> CertificateLine:
    """Return a certificate as pages show it."""
    return CertificateLine(row.kind, row.number, row.issuer, row.expires_on)
