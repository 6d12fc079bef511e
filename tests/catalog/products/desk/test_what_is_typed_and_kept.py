"""A paper no listing names goes after a week; amounts and customs headings are read as people write them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.files.models import PrivateFile
from catalog.merchants.models import Organization
from catalog.products.document import AttachedDocument, CertificateDocument
from catalog.products.listing_form.parts import read_amount
from catalog.products.models import Category
from catalog.products.selectors.headings import find_headings
from catalog.products.services import publish_product
from catalog.products.services.drafting import save_draft
from catalog.products.services.papers import forget_unused, keep_paper
from portal.accounts.models import User
from tests.catalog.products.desk.conftest import PDF
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


def test_only_what_nothing_names_is_forgotten(tea: Category, tea_house: Organization, owner: User) -> None:
    stray, drafted, shown, certified = (
        str(keep_paper(organization=tea_house, data=PDF, name=f"{name}.pdf", by=owner).pk)
        for name in ("stray", "drafted", "shown", "certified")
    )
    draft = replace(LIUBAO, documents=(AttachedDocument(file=drafted),))
    save_draft(organization=tea_house, document=draft, by=owner)
    certificate = CertificateDocument(kind="organic", number="1", file=certified)
    document = replace(LIUBAO, documents=(AttachedDocument(file=shown),), certificates=(certificate,))
    publish_product(organization=tea_house, document=document)
    now = timezone.now()
    assert forget_unused(now=now + timedelta(days=6)) == 0
    assert forget_unused(now=now + timedelta(days=8)) == 1
    kept = {str(pk) for pk in PrivateFile.objects.values_list("pk", flat=True)}
    assert kept == {drafted, shown, certified}
    assert stray not in kept


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("", "CNY", None),
        ("12", "CNY", 1200),
        ("12.5", "CNY", 1250),
        ("12,50", "CNY", 1250),
        ("1 200", "VND", 1200),
        ("๑๒", "THB", 1200),
        ("0", "VND", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, currency: str, minor: int | None) -> None:
    assert read_amount(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("1.500", "CNY"),
        ("1,500", "VND"),
        ("12.5", "VND"),
        ("-3", "CNY"),
        ("1e3", "CNY"),
        ("5", ""),
        ("5", "XXX"),
    ],
)
def test_an_amount_that_could_mean_two_things_is_not_guessed_at(typed: str, currency: str) -> None:
    with pytest.raises(ValidationError):
        read_amount(typed, currency)


def test_headings_are_found_by_digits_and_by_words() -> None:
    assert [one.code for one in find_headings("0902.4", language="en")] == ["090240"]
    assert find_headings("black tea", language="en")[0].code in {"090230", "090240"}
    assert find_headings("", language="en") == []
    assert all("tea" in one.title.lower() for one in find_headings("tea", language="en")[:4])
