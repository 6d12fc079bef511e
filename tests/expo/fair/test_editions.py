"""An edition goes one way from planned to archived, and one of them is current."""

from datetime import date
from itertools import pairwise, product

import pytest
from django.utils import translation

from catalog.audit.models import Entry
from catalog.reference.slugs import SlugRefused
from catalog.seams import events, freshness
from catalog.translation.selectors import text_in
from expo.fair.events import EditionMoved
from expo.fair.models import Edition
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.selectors.editions import current, edition_at, editions
from expo.fair.services.editions import MOVES, make_current, move_edition, save_edition
from portal.accounts.models import User
from tests.expo.fair.conftest import plan_edition

pytestmark = pytest.mark.django_db
STATES = ["planned", "booking", "open", "after", "archived"]


def test_it_moves_from_planned_to_archived_one_state_at_a_time(administrator: User) -> None:
    edition = plan_edition()
    for state in STATES[1:]:
        move_edition(edition=edition, to=state, by=administrator)
        assert Edition.objects.get(pk=edition.pk).state == state
    moves = Entry.objects.filter(action="edition.moved").order_by("pk")
    assert [(move.before["state"], move.after["state"]) for move in moves] == list(pairwise(STATES))
    assert {move.actor_id for move in moves} == {administrator.pk}


@pytest.mark.parametrize(
    ("now", "wanted"), [(now, wanted) for now, wanted in product(STATES, STATES) if MOVES.get(now) != wanted]
)
def test_any_other_move_is_refused_with_both_states_named(now: str, wanted: str) -> None:
    edition = plan_edition()
    Edition.objects.filter(pk=edition.pk).update(state=now)
    with pytest.raises(MoveRefused) as refused:
        move_edition(edition=edition, to=wanted)
    for state in (now, wanted):
        assert str(Edition.State(state).label) in str(refused.value)
    assert Edition.objects.get(pk=edition.pk).state == now


def test_of_two_who_move_it_at_once_the_second_is_told_where_it_stands() -> None:
    edition = plan_edition()
    seen_by_another = Edition.objects.get(pk=edition.pk)
    move_edition(edition=edition, to="booking")
    with pytest.raises(MoveRefused):
        move_edition(edition=seen_by_another, to="booking")


def test_a_move_is_told_to_the_rooms_that_ask() -> None:
    told: list[EditionMoved] = []
    edition = plan_edition()
    events.subscribe(EditionMoved, told.append)
    try:
        move_edition(edition=edition, to="booking")
    finally:
        events.HANDLERS[EditionMoved].remove(told.append)
    assert told == [EditionMoved(edition_id=edition.pk, state="booking")]


def test_one_edition_is_current(edition: Edition) -> None:
    next_year = plan_edition("2027", 24, 2027)
    make_current(edition=next_year)
    assert list(Edition.objects.filter(is_current=True).values_list("slug", flat=True)) == ["2027"]
    make_current(edition=next_year)
    assert Entry.objects.filter(action="edition.current", object_id=str(next_year.pk)).count() == 1


def test_an_archived_edition_does_not_become_current(edition: Edition) -> None:
    past = plan_edition("2025", 22, 2025)
    for state in STATES[1:]:
        move_edition(edition=past, to=state)
    with pytest.raises(Refused):
        make_current(edition=past)
    assert Edition.objects.get(is_current=True).pk == edition.pk


def test_saving_it_again_changes_what_is_said_and_keeps_its_state(edition: Edition) -> None:
    again = save_edition(
        slug="2026",
        number=23,
        begins_on=date(2026, 9, 18),
        ends_on=date(2026, 9, 22),
        texts={"name": {"zh-hans": "第23届"}, "theme": {}},
        figures=[{"label": {"en": "Exhibitors"}, "value": "12", "source": ""}],
    )
    kept = Edition.objects.get(pk=edition.pk)
    assert again.pk == edition.pk
    assert (kept.state, kept.begins_on, kept.is_current) == ("open", date(2026, 9, 18), True)
    assert (text_in(kept, "name", "en"), text_in(kept, "theme", "en")) == ("", "")
    assert kept.figures[0]["value"] == "12"


def test_days_out_of_order_and_a_number_that_is_taken_are_refused(edition: Edition) -> None:
    with pytest.raises(Refused, match="23"):
        plan_edition("other", 23)
    with pytest.raises(Refused):
        save_edition(
            slug="2027", number=24, begins_on=date(2027, 9, 2), ends_on=date(2027, 9, 1), texts={"name": {}}
        )
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("slug", ["hall", "2026/27", "Messe"])
def test_a_slug_that_cannot_be_an_address_is_refused(slug: str) -> None:
    with pytest.raises(SlugRefused):
        plan_edition(slug, 30)


def test_visitors_see_all_editions_but_those_only_planned(edition: Edition) -> None:
    plan_edition("2027", 24, 2027)
    past = plan_edition("2025", 22, 2025)
    for state in STATES[1:]:
        move_edition(edition=past, to=state)
    found = editions(language="en")
    assert [(one.slug, one.state) for one in found] == [("2026", "open"), ("2025", "archived")]
    shown = current(found)
    assert shown is not None
    assert (shown.slug, shown.name.value, shown.theme.value) == ("2026", "Expo 2026", "A shared future")
    assert (shown.takes_booking, found[1].takes_booking) == (True, False)
    assert edition_at("2027", language="en") is None


def test_texts_come_in_the_readers_language_and_say_which_that_is(edition: Edition) -> None:
    (seen,) = editions(language="zh-hans")
    assert (seen.name.value, seen.name.language) == ("第23届东博会", "zh-hans")
    (seen,) = editions(language="th")
    assert (seen.name.value, seen.name.language) == ("Expo 2026", "en")


def test_every_change_lets_kept_pages_be_made_anew(edition: Edition) -> None:
    before = freshness.generation("fair")
    move_edition(edition=edition, to="after")
    assert freshness.generation("fair") != before


def test_an_open_fair_is_called_open_and_not_told_to_open() -> None:
    """Where English has one word, "Open" on a button is another in most of the ten languages."""
    label = Edition.State.OPEN.label
    said = {}
    for code in ("en", "zh-hans", "vi", "fil", "my"):
        with translation.override(code):
            said[code] = str(label)
    assert said == {
        "en": "Open",
        "zh-hans": "开放",
        "vi": "Mở cửa",
        "fil": "Bukas",
        "my": "ဖွင့်ထားသည်",
    }
