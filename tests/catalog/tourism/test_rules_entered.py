"""Rules of entry as they are entered and as the check reads them."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from catalog.tourism.entry import Border, Traveller, Verdict
from catalog.tourism.models import EntryRule
from catalog.tourism.selectors.rules import check_travellers, rules_into
from catalog.tourism.services.places import CrossingFacts
from catalog.translation.selectors import text_in
from tests.catalog.tourism.conftest import MakePlace, MakeRule

pytestmark = pytest.mark.django_db
OUT, BACK = date(2026, 12, 1), date(2026, 12, 5)


def test_a_rule_is_kept_as_it_was_entered_and_entered_again_is_corrected(make_rule: MakeRule) -> None:
    first = make_rule(documents=("invitation",), valid_from=date(2024, 2, 1))
    assert sorted(first.nationalities.values_list("code", flat=True)) == ["MY", "TH"]
    assert (first.documents, first.valid_from) == (["invitation"], date(2024, 2, 1))
    assert text_in(first, "name", "th").startswith("การยกเว้น")
    again = make_rule(nationalities=("SG",), days=14)
    assert (again.pk, again.days) == (first.pk, 14)
    assert list(again.nationalities.values_list("code", flat=True)) == ["SG"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"slug": "Free Entry"}, ["slug"]),
        ({"scheme": ""}, ["scheme"]),
        ({"nationalities": ()}, ["nationalities"]),
        ({"nationalities": ("XX",)}, ["nationalities"]),
        ({"nationalities": ("TH", "CN")}, ["nationalities"]),
        ({"valid_from": BACK, "valid_until": OUT}, ["valid_until"]),
        ({"checked_on": date(2999, 1, 1)}, ["checked_on"]),
        ({"group_min": 10, "group_max": 5}, ["group_max"]),
        ({"documents": ("charm",)}, ["documents"]),
        ({"crossing_id": 999_999}, ["crossing"]),
        ({"source_id": "hearsay"}, ["confirmed"]),
        ({"source_id": ""}, ["source"]),
    ],
)
def test_a_rule_nobody_could_rely_on_is_refused_by_its_field(
    make_rule: MakeRule, changes: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(ValidationError) as refused:
        make_rule(**changes)
    assert list(refused.value.message_dict) == fields
    assert not EntryRule.objects.exists()


def test_a_rule_of_a_crossing_is_about_a_side_of_it(make_place: MakePlace, make_rule: MakeRule) -> None:
    zone = make_place(crossing=CrossingFacts(kind="zone", other_id="VN"))
    for country, nationality in (("CN", "VN"), ("VN", "CN")):
        rule = make_rule(
            f"into-{country.lower()}",
            destination_id=country,
            crossing_id=zone.pk,
            nationalities=(nationality,),
        )
        assert rule.crossing_id == zone.pk
    with pytest.raises(ValidationError) as refused:
        make_rule("into-la", destination_id="LA", crossing_id=zone.pk)
    assert list(refused.value.message_dict) == ["crossing"]


def test_the_database_keeps_the_order_of_dates_and_of_groups(make_rule: MakeRule) -> None:
    rule = make_rule(valid_from=OUT, valid_until=BACK, group_min=2, group_max=8)
    for change in ({"valid_until": date(2026, 11, 1)}, {"group_max": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EntryRule.objects.filter(pk=rule.pk).update(**change)


def test_what_is_read_is_what_was_entered(make_rule: MakeRule) -> None:
    make_rule(
        purpose="business",
        entries="several",
        requirement="visa",
        days=180,
        passport_months=6,
        group_only=True,
    )
    (rule,) = rules_into(["CN", "VN"])
    assert rule.nationalities == {"TH", "MY"}
    assert (rule.scheme, rule.destination, rule.purpose) == ("exemption", "CN", "business")
    assert (rule.entries, rule.requirement, rule.days, rule.passport_months) == ("several", "visa", 180, 6)
    assert (rule.group_only, rule.confirmed, rule.checked_on) == (True, True, date(2026, 11, 20))


def test_rules_are_read_by_country_and_nationality_and_only_while_shown(make_rule: MakeRule) -> None:
    make_rule("into-cn")
    make_rule("into-vn", destination_id="VN", nationalities=("CN", "TH"))
    make_rule("withdrawn", shown=False)
    assert [rule.slug for rule in rules_into(["CN", "VN"])] == ["into-cn", "into-vn"]
    assert [rule.slug for rule in rules_into(["VN"])] == ["into-vn"]
    narrowed = rules_into(["CN", "VN"], nationality="CN")
    assert [rule.slug for rule in narrowed] == ["into-vn"]
    assert narrowed[0].nationalities == {"CN", "TH"}  # the rule is whole, whoever asked


@pytest.mark.parametrize("many", [1, 24])
def test_travellers_are_checked_in_three_queries_however_many(
    make_place: MakePlace,
    make_rule: MakeRule,
    django_assert_num_queries: DjangoAssertNumQueries,
    many: int,
) -> None:
    zone = make_place(crossing=CrossingFacts(kind="zone", other_id="VN", nationals=("CN", "VN")))
    for at in range(many):
        make_rule(f"rule-{at}", scheme=f"scheme-{at}")
    route = [Border("CN", OUT, BACK, zone.pk), Border("VN", BACK, BACK)]
    travellers = [Traveller(code) for code in ["TH", "VN"] * many]
    with django_assert_num_queries(3):
        answers = check_travellers(travellers=travellers, borders=route, purpose="tourism", today=OUT)
    assert len(answers) == 2 * many
    assert answers[0].verdict == Verdict.REFUSED  # Thais are not let through here
    assert [one.verdict for one in answers[1].borders] == [Verdict.UNKNOWN, Verdict.FREE]
