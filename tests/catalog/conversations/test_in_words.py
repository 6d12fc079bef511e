"""Waits, answer times and moments as people say them: number, unit and both sides' clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import translation

from catalog.conversations.models import AnswerSummary, Conversation, Side
from catalog.conversations.places import seller_place, visitor_place
from catalog.conversations.showing import Reading, answer_line, span_text, visitor_name, waiting_text
from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization

MOMENT = datetime(2026, 11, 26, 17, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=-5), "1 minute"),
        (timedelta(0), "1 minute"),
        (timedelta(seconds=89), "1 minute"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(minutes=59, seconds=59), "60 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=1200), "1,200 days"),
    ],
)
def test_a_span_is_said_in_the_largest_unit_that_says_something(span: timedelta, said: str) -> None:
    assert span_text(span) == said


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_spans_and_answer_times_are_said_in_every_language(language: str) -> None:
    with translation.override(language):
        line = answer_line(AnswerSummary(median_seconds=2 * 3600, count=7))
        waits = waiting_text(Conversation(awaits=Side.ORGANIZATION, waiting_since=MOMENT), MOMENT)
    assert "answer" not in line
    assert "hour" not in line
    assert "Waiting" not in waits
    assert any(digit in line for digit in ("2", "၂", "២", "໒"))


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "within 2 hours (1 answer in 90 days)"), (1200, "within 2 hours (1,200 answers in 90 days)")],
)
def test_the_answer_time_never_stands_without_its_count(count: int, said: str) -> None:
    assert said in answer_line(AnswerSummary(median_seconds=7200, count=count))


@pytest.mark.parametrize("awaits", [Side.VISITOR, ""])
def test_nobody_is_said_to_wait_for_a_visitor(awaits: str) -> None:
    assert waiting_text(Conversation(awaits=awaits, waiting_since=MOMENT), MOMENT) == ""
    assert waiting_text(Conversation(awaits=Side.ORGANIZATION, waiting_since=None), MOMENT) == ""


def test_a_wait_is_as_long_as_it_is() -> None:
    waiting = Conversation(awaits=Side.ORGANIZATION, waiting_since=MOMENT)
    assert waiting_text(waiting, MOMENT + timedelta(hours=5)) == "Waiting for 5 hours"


def test_a_visitor_whose_account_is_gone_has_no_name() -> None:
    assert visitor_name(Conversation(name="Nok", address="nok@example.com")) == "Nok"
    assert visitor_name(Conversation(name="", address="")) == "Closed account"


@pytest.mark.parametrize(
    ("reader", "other", "place", "shown"),
    [
        # Half an hour from everybody else's hour, on either side of midnight.
        ("Asia/Yangon", "Asia/Shanghai", "Nanning", ("12:15", "1:45", "Nanning")),
        ("Asia/Shanghai", "Asia/Yangon", "Yangon", ("1:45", "12:15", "Yangon")),
        ("Asia/Dili", "Asia/Yangon", "Yangon", ("2:45", "12:15", "Yangon")),
        ("Asia/Dili", "Asia/Shanghai", "Nanning", ("2:45", "1:45", "Nanning")),
    ],
)
def test_both_clocks_show_where_they_differ(
    reader: str, other: str, place: str, shown: tuple[str, ...]
) -> None:
    said = Reading(Side.VISITOR, "en", reader, other, place).moment(MOMENT)
    for part in shown:
        assert part in said


@pytest.mark.parametrize(
    ("reader", "other"), [("Asia/Bangkok", "Asia/Ho_Chi_Minh"), ("Asia/Shanghai", "Asia/Kuala_Lumpur")]
)
def test_one_clock_shows_where_both_say_the_same(reader: str, other: str) -> None:
    said = Reading(Side.VISITOR, "en", reader, other, "Elsewhere").moment(MOMENT)
    assert "Elsewhere" not in said
    assert said.count("45") == 1


def test_the_day_is_said_where_the_other_side_has_another() -> None:
    said = Reading(Side.VISITOR, "en", "America/New_York", "Asia/Shanghai", "Nanning").moment(MOMENT)
    assert "26" in said
    assert "27" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "city", "zone", "place"),
    [
        ("CN", "nanning", "Asia/Shanghai", "Nanning"),
        ("MM", None, "Asia/Yangon", "Myanmar"),
        ("TL", None, "Asia/Dili", "Timor-Leste"),
        ("KH", "kampot", "Asia/Phnom_Penh", "Kampot"),
    ],
)
def test_a_seller_lives_by_the_clock_of_the_country(
    country: str, city: str | None, zone: str, place: str
) -> None:
    house: Organization = create_organization(
        kind="merchant", country=country, city_id=city, source_language="en", name={"en": "House"}
    )
    found, called = seller_place(house.pk, "en")
    assert found == zone
    assert place in called


@pytest.mark.parametrize(
    ("zone", "place"), [("Asia/Yangon", "Yangon"), ("Asia/Dili", "Dili"), ("Asia/Bangkok", "Bangkok")]
)
def test_a_visitor_lives_where_the_clock_is_named_after(zone: str, place: str) -> None:
    assert visitor_place(Conversation(time_zone=zone), "en") == (zone, place)
