"""The form of a listing takes what no page of ours would send, and as many lines as it says, and no more."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client

from catalog.files.models import PrivateFile
from catalog.files.services import save_picture, store_private
from catalog.merchants.models import Organization
from catalog.products.document import CertificateDocument, LeadTime, ProductDocument, from_json
from catalog.products.listing_files import FILE_KIND
from catalog.products.listing_form.form import ListingForm
from catalog.products.listing_form.papers import MOST_CERTIFICATES, MOST_DOCUMENTS
from catalog.products.listing_form.parts import Asked
from catalog.products.listing_form.pricing import MOST_TIERS
from catalog.products.listing_form.properties import MOST_VARIANTS, read_number
from catalog.products.listing_form.terms import MOST_LEADS, MOST_TERMS
from catalog.products.models import Category, ListingDraft
from catalog.products.services.drafting import save_draft
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import picture
from tests.catalog.products.desk.conftest import PDF
from tests.catalog.products.desk.pages import read, sent
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
EMPTY = ProductDocument(source_language="zh-hans", title={}, category="tea", country="", unit="")


def filled(
    house: Organization, document: ProductDocument, category: Category | None = None, /, **typed: Any
) -> ListingForm:
    """Return the form as it comes back with what was typed, looked through."""
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form = ListingForm(Asked(document, house, category, "en", data))
    form.is_valid()
    return form


def blank(house: Organization, document: ProductDocument) -> ListingForm:
    return ListingForm(Asked(document, house, None, "en"))


@pytest.fixture
def draft(tea: Category, tea_house: Organization, owner: User) -> ListingDraft:
    return save_draft(organization=tea_house, document=LIUBAO, by=owner)


@pytest.fixture
def there(draft: ListingDraft) -> str:
    return f"/en/desk/{draft.organization.slug}/products/{draft.pk}/"


NOBODY = str(uuid4())


@pytest.mark.parametrize(
    "typed",
    [
        {"picture_0_kept": "", "picture_1_kept": "7"},
        {"picture_0_kept": "seven", "picture_1_kept": "7"},
        {"picture_0_kept": "99999999999"},
        {"certificate_0_kept": "x" * 36},
        {"document_0_kept": "../../../../../../../etc/passwd-and-so"},
        {"certificate_0_kept": NOBODY, "certificate_0_kind": "organic", "certificate_0_number": "1"},
        {"variant_0_was": "9" * 60, "variant_0_sku": "A"},
        {"tier_999_from": "1"},
        {"picture_999_kept": "1"},
        {"title": "a\x00b"},
        {"price": "no-such"},
        {"country": "XX"},
        {"unit": "bushel"},
        {"harvest_months": "13"},
    ],
)
@pytest.mark.parametrize("also", [{}, {"moq": "many"}])
def test_whatever_is_sent_is_refused_in_words_and_changes_nothing_else(
    typed: dict[str, str], also: dict[str, str], desk: Client, draft: ListingDraft, there: str
) -> None:
    page = read(desk.get(there))
    answer = desk.post(there, sent(page, **typed, **also))
    assert answer.status_code == (422 if also else answer.status_code)
    assert answer.status_code in {302, 422}
    draft.refresh_from_db()
    kept = from_json(draft.document)
    assert replace(kept, variants=LIUBAO.variants) == LIUBAO


@pytest.mark.parametrize("field", ["certificate_0_kept", "document_0_kept"])
def test_another_organization_s_paper_cannot_be_named(
    field: str, desk: Client, draft: ListingDraft, there: str, pepper_garden: Organization
) -> None:
    theirs = store_private(kind=FILE_KIND, subject=pepper_garden.pk, data=PDF, name="secret.pdf")
    page = read(desk.get(there))
    typed = {"certificate_0_kind": "organic", "certificate_0_number": "1", field: str(theirs.pk)}
    back = desk.post(there, sent(page, **typed))
    assert "A file is no longer there. Add it again." in read(back, 422).get_text()
    assert "secret.pdf" not in back.content.decode()
    draft.refresh_from_db()
    assert from_json(draft.document) == LIUBAO


def test_another_organization_s_picture_cannot_be_named(
    desk: Client, draft: ListingDraft, there: str, pepper_garden: Organization
) -> None:
    theirs = save_picture(data=picture(), title="theirs", owner_id=pepper_garden.pk)
    page = read(desk.get(there))
    back = read(desk.post(there, sent(page, picture_0_kept=str(theirs.pk))), 422)
    assert "Pictures: A picture is no longer there. Add it again." in back.get_text()
    draft.refresh_from_db()
    assert draft.document["pictures"] == []


def test_a_certificate_that_has_a_paper_can_be_taken_off(
    desk: Client, draft: ListingDraft, there: str, tea_house: Organization, owner: User, paper: PrivateFile
) -> None:
    certificates = tuple(
        CertificateDocument(kind="organic", number=number, file=str(paper.pk)) for number in ("O-1", "O-2")
    )
    save_draft(
        organization=tea_house, document=replace(LIUBAO, certificates=certificates), draft=draft, by=owner
    )
    page = read(desk.get(there))
    answer = desk.post(there, sent(page, certificate_0_away="on"))
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert from_json(draft.document).certificates == certificates[1:]


LINES = [
    ("tier", "tier_{}_from", MOST_TIERS),
    ("lead", "lead_{}_days", MOST_LEADS),
    ("term", "term_{}_rule", MOST_TERMS),
    ("variant", "variant_{}_sku", MOST_VARIANTS),
    ("certificate", "certificate_{}_kind", MOST_CERTIFICATES),
    ("document", "document_{}_name", MOST_DOCUMENTS),
]


@pytest.mark.parametrize(("_prefix", "name", "most"), LINES)
def test_as_many_lines_come_back_as_were_sent_up_to_the_most(
    _prefix: str, name: str, most: int, tea_house: Organization
) -> None:
    for asked, shown in ((0, 1), (most - 1, most), (most, most), (998, most)):
        form = filled(tea_house, EMPTY, **{name.format(asked): ""})
        assert name.format(shown - 1) in form.fields
        assert name.format(shown) not in form.fields


@pytest.mark.parametrize(("count", "lines"), [(0, 1), (1, 2), (7, 8), (8, 8), (9, 9)])
def test_an_empty_line_waits_below_those_there_are_and_none_is_hidden(
    count: int, lines: int, tea_house: Organization
) -> None:
    leads = tuple(LeadTime(days=day + 1, up_to=day + 1) for day in range(count))
    form = blank(tea_house, replace(EMPTY, lead_times=leads))
    assert [name for name in form.fields if name.startswith("lead_") and name.endswith("_days")] == [
        f"lead_{line}_days" for line in range(lines)
    ]


BOUNDS = [
    ("title", "x" * 200, "x" * 201),
    ("summary", "x" * 600, "x" * 601),
    ("description", "x" * 8000, "x" * 8001),
    ("packing", "x" * 200, "x" * 201),
    ("per", "1", "0"),
    ("moq", "1", "0"),
    ("moq", "1000000000", "1000000001"),
    ("order_multiple", "1", "0"),
    ("lead_0_days", "3650", "3651"),
    ("lead_0_days", "0", "-1"),
    ("term_0_place", "x" * 120, "x" * 121),
    ("sample_quantity", "x" * 60, "x" * 61),
    ("carton_quantity", "1", "0"),
    ("carton_length_mm", "20000", "20001"),
    ("carton_weight_g", "100000000", "100000001"),
    ("shelf_life_days", "36500", "36501"),
    ("storage", "x" * 120, "x" * 121),
    ("storage_low", "-200", "-201"),
    ("storage_high", "200", "201"),
    ("plant_registration", "x" * 40, "x" * 41),
    ("certificate_0_issuer", "x" * 160, "x" * 161),
    ("variant_0_sku", "x" * 64, "x" * 65),
    ("variant_0_name", "x" * 120, "x" * 121),
    ("property_year", "1000", "999"),
    ("property_year", "2999", "3000"),
    ("term_0_rule", "FCA", "FAX"),
    ("harvest_months", "12", "13"),
    ("certificate_0_issued", "2026-02-28", "2026-02-30"),
    ("hs6", "0902.40", "0902.4"),
    ("property_grade", "second", "third"),
]


@pytest.mark.parametrize(("name", "taken", "refused"), BOUNDS)
def test_each_field_takes_up_to_its_bound_and_says_no_beyond(
    name: str, taken: str, refused: str, tea: Category, tea_house: Organization
) -> None:
    assert name not in filled(tea_house, EMPTY, tea, **{name: taken}).errors
    form = filled(tea_house, EMPTY, tea, **{name: refused})
    assert list(form.errors) == [name]


PRICES: list[tuple[dict[str, str], str]] = [
    ({"price": "tiers", "tier_0_from": "1", "tier_0_0": "5"}, "tier_0_0"),
    ({"price": "range", "money_0_low": "5"}, "money_0_low"),
    ({"price": "range", "money_0_currency": "VND", "money_0_high": "5.5"}, "money_0_high"),
    ({"price": "range", "money_2_currency": "CNY", "money_2_low": "1.500"}, "money_2_low"),
    ({"price": "tiers", "money_0_currency": "CNY", "tier_3_0": "5"}, "tier_3_from"),
    ({"sample_quantity": "200 g", "sample_price": "5"}, "sample_price"),
]


@pytest.mark.parametrize(("typed", "field"), PRICES)
def test_what_an_amount_lacks_is_said_beside_it(
    typed: dict[str, str], field: str, tea_house: Organization
) -> None:
    assert list(filled(tea_house, EMPTY, **typed).errors) == [field]


def test_a_price_on_request_keeps_no_amount(tea_house: Organization) -> None:
    typed = {"money_0_currency": "CNY", "money_0_low": "5", "tier_0_from": "1", "tier_0_0": "5"}
    form = filled(tea_house, LIUBAO, price="on-request", money_1_currency="VND", **typed)
    price = form.document().price
    assert (price.kind, price.tiers, price.low, price.others) == ("on-request", (), None, ())


def test_a_range_is_read_in_each_currency(tea_house: Organization) -> None:
    typed = {"money_0_currency": "CNY", "money_0_low": "5", "money_0_high": "7,50", "money_2_currency": "VND"}
    price = filled(tea_house, EMPTY, price="range", money_2_low="17000", **typed).document().price
    assert (price.currency, price.low, price.high) == ("CNY", 500, 750)
    assert [(one.currency, one.low, one.high) for one in price.others] == [("VND", 17_000, None)]


def test_lead_times_are_put_in_order_and_empty_lines_left_out(tea_house: Organization) -> None:
    typed = {"lead_0_days": "30", "lead_2_days": "20", "lead_2_upto": "900", "lead_3_days": "7"}
    leads = filled(tea_house, EMPTY, lead_3_upto="200", **typed).document().lead_times
    assert leads == (LeadTime(days=7, up_to=200), LeadTime(days=20, up_to=900), LeadTime(days=30))


def test_a_carton_of_which_nothing_is_said_is_none(tea_house: Organization) -> None:
    assert filled(tea_house, EMPTY).document().carton is None
    said = filled(tea_house, EMPTY, carton_weight_g="500").document().carton
    assert said
    assert (said.weight_g, said.quantity) == (500, None)


def test_a_variant_keeps_what_it_is_called_elsewhere_wherever_its_line_stands(
    tea_house: Organization,
) -> None:
    typed = {"variant_0_sku": "NEW", "variant_1_was": "0", "variant_1_sku": "LB-5", "variant_1_name": "大篓"}
    new, old = filled(tea_house, LIUBAO, **typed).document().variants
    assert (new.sku, new.names) == ("NEW", {})
    assert (old.sku, old.names) == ("LB-5", {"en": "5 kg basket", "zh-hans": "大篓"})


def test_texts_of_other_languages_stay_when_the_source_is_emptied(tea_house: Organization) -> None:
    said = filled(tea_house, LIUBAO, title="  ").document()
    assert said.title == {code: text for code, text in LIUBAO.title.items() if code != "zh-hans"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", 12),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("-0.5", -0.5),
        (" 1 200 ", 1200),
        ("1.500", 1.5),
        ("1,500", None),
        ("1.2.3", None),
        (".5", None),
        ("--5", None),
        ("-", None),
        ("5.", 5),
        ("1e3", None),
        ("about 5", None),
        ("1" * 16, None),
    ],
)
def test_a_number_of_a_property_means_one_thing_or_nothing(typed: str, meant: float | None) -> None:
    assert read_number(typed) == meant


def test_a_day_is_shown_as_the_box_for_days_takes_it(tea_house: Organization) -> None:
    one = CertificateDocument(kind="organic", number="1", expires_on=date(2027, 1, 1))
    form = blank(tea_house, replace(EMPTY, certificates=(one,)))
    assert 'value="2027-01-01"' in str(form["certificate_0_expires"])
