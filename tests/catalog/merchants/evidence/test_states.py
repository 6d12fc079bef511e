"""Evidence in each of its states: which moves may be made, which are refused, what is written of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.merchants.models import DecisionReason, Evidence, Organization
from catalog.merchants.reviewing import EVIDENCE
from catalog.merchants.selectors.evidence import has_evidence, trust_of
from catalog.merchants.services import add_member, create_organization
from catalog.merchants.services import evidence as services
from catalog.merchants.services.evidence import MOVES, appeal, decide, submit_evidence, withdraw_evidence
from catalog.merchants.services.moves import MoveRefused
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.reference.languages import codes
from portal.accounts.models import User
from tests.cast import Person
from tests.catalog.merchants.evidence.conftest import Send
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
State = Evidence.State
Move = Callable[[Evidence, User], object]


def reason() -> DecisionReason:
    return DecisionReason.objects.get(key="not-readable")


# The state each move leads to.
MADE: dict[str, tuple[str, Move]] = {
    "accept": ("accepted", lambda one, by: decide(evidence=one, accept=True, by=by)),
    "refuse": ("refused", lambda one, by: decide(evidence=one, accept=False, by=by, reason=reason())),
    "appeal": ("submitted", lambda one, by: appeal(evidence=one, plea="Look again", by=by)),
    "withdraw": ("withdrawn", lambda one, by: withdraw_evidence(evidence=one, by=by)),
}
ALLOWED = {
    "submitted": {"accept", "refuse", "withdraw"},
    "accepted": {"refuse", "withdraw"},
    "refused": {"appeal", "withdraw"},
    "withdrawn": set(),
    "replaced": set(),
}


def in_state(evidence: Evidence, state: str) -> Evidence:
    Evidence.objects.filter(pk=evidence.pk).update(state=state, decided_at=timezone.now())
    evidence.refresh_from_db()
    return evidence


@pytest.mark.parametrize("move", MADE)
@pytest.mark.parametrize("state", State.values)
def test_each_move_is_made_or_refused_in_each_state(
    send: Send, reviewer: User, state: str, move: str
) -> None:
    evidence = in_state(send(), state)
    written = Entry.objects.count()
    leads_to, make = MADE[move]
    if move in ALLOWED[state]:
        make(evidence, reviewer)
        entry = Entry.objects.latest("pk")
        assert (entry.before["state"], entry.after["state"]) == (state, leads_to)
    else:
        with pytest.raises(MoveRefused) as refused:
            make(evidence, reviewer)
        assert (refused.value.current, refused.value.wanted) == (state, leads_to)
    allowed = move in ALLOWED[state]
    assert Evidence.objects.get().state == (leads_to if allowed else state)
    assert Entry.objects.count() == written + int(allowed)
    assert Notice.objects.count() == int(allowed and move in {"accept", "refuse"})


def test_nothing_comes_back_from_where_it_was_withdrawn_or_replaced() -> None:
    assert {State.WITHDRAWN, State.REPLACED}.isdisjoint(MOVES)


@pytest.mark.parametrize(
    ("state", "counts"),
    [("submitted", True), ("accepted", True), ("refused", False), ("withdrawn", False), ("replaced", False)],
)
def test_the_first_step_is_done_while_something_waits_or_holds(
    send: Send, tea_house: Organization, state: str, counts: bool
) -> None:
    in_state(send(), state)
    assert has_evidence(tea_house.pk) is counts


@pytest.mark.parametrize(
    ("state", "appeals", "withdraws"),
    [
        ("submitted", False, True),
        ("accepted", False, True),
        ("refused", True, True),
        ("withdrawn", False, False),
        ("replaced", False, False),
    ],
)
def test_its_page_offers_what_may_be_done_and_says_its_state(
    client: Client,
    send: Send,
    owner: User,
    tea_house: Organization,
    state: str,
    appeals: bool,
    withdraws: bool,
) -> None:
    evidence = in_state(send(), state)
    client.force_login(owner)
    page = page_of(client.get(f"/en/desk/{tea_house.slug}/evidence/{evidence.pk}/"))
    assert words(the(page, ".status")) == str(State(state).label)
    assert bool(page.select("form[action$='/appeal/']")) is appeals
    assert bool(page.select("form[action$='/withdraw/']")) is withdraws


def test_what_was_withdrawn_is_not_listed(
    client: Client, send: Send, owner: User, tea_house: Organization
) -> None:
    client.force_login(owner)
    address = f"/en/desk/{tea_house.slug}/evidence/"
    assert not page_of(client.get(address)).select("tbody tr")
    evidence = send()
    assert len(page_of(client.get(address)).select("tbody tr")) == 1
    withdraw_evidence(evidence=evidence, by=owner)
    assert not page_of(client.get(address)).select("tbody tr")


@pytest.mark.parametrize("state", ["refused", "withdrawn", "replaced"])
def test_a_reviewer_is_offered_no_decision_about_what_is_over(
    client: Client, send: Send, reviewer: User, state: str
) -> None:
    evidence = in_state(send(), state)
    client.force_login(reviewer)
    page = page_of(client.get(f"/editors/review/evidence/{evidence.pk}/"))
    assert str(State(state).label) in page.get_text()
    assert not page.select("input[name=decision]")


# 1 July in Wuzhou begins at 16:00 UTC of 30 June.
LAST_MINUTE = datetime(2026, 6, 30, 15, 59, tzinfo=UTC)


@pytest.mark.parametrize("field", ["issued_on", "expires_on"])
@pytest.mark.parametrize("minutes", [0, 1])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_day_is_judged_where_the_organization_is(
    tea_house: Organization, monkeypatch: pytest.MonkeyPatch, field: str, minutes: int, days: int
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LAST_MINUTE + timedelta(minutes=minutes))
    today = date(2026, 6, 30) + timedelta(days=minutes)
    given = {"issued_on": None, "expires_on": None} | {field: today + timedelta(days=days)}
    wrong = days > 0 if field == "issued_on" else days < 0

    def check() -> tuple[str, bool]:
        return services.check_entry(
            organization=tea_house, kind="licence", country="KH", number=" A 1 ", **given
        )

    if not wrong:
        assert check() == ("A 1", False)
        return
    with pytest.raises(ValidationError) as refused:
        check()
    assert list(refused.value.message_dict) == [field]


def test_everything_that_is_wrong_is_said_at_once(tea_house: Organization) -> None:
    with pytest.raises(ValidationError) as refused:
        services.check_entry(
            organization=tea_house,
            kind="registration",
            country="CN",
            number=" ",
            issued_on=date(2999, 1, 1),
            expires_on=date(2000, 1, 1),
        )
    assert set(refused.value.message_dict) == {"number", "issued_on", "expires_on"}


def test_only_so_much_waits_for_a_reviewer(
    send: Send, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_WAITING", 1)
    first = send()
    with pytest.raises(ValidationError, match="waits for a reviewer already"):
        send(kind="tax")
    decide(evidence=first, accept=True, by=reviewer)
    send(kind="tax")
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize("role", ["owner", "editor", "sales", "finance"])
@pytest.mark.parametrize("active", [True, False])
def test_a_decision_is_told_to_owners_and_editors_who_can_sign_in(
    send: Send, tea_house: Organization, nok: User, reviewer: User, role: str, active: bool
) -> None:
    add_member(organization=tea_house, user_id=nok.pk, role=role)
    User.objects.filter(pk=nok.pk).update(is_active=active)
    decide(evidence=send(), accept=True, by=reviewer)
    assert Notice.objects.filter(recipient=nok).count() == int(active and role in {"owner", "editor"})


def test_who_is_owner_and_editor_is_told_once(
    send: Send, tea_house: Organization, owner: User, reviewer: User
) -> None:
    add_member(organization=tea_house, user_id=owner.pk, role="editor")
    decide(evidence=send(), accept=True, by=reviewer)
    assert Notice.objects.filter(recipient=owner).count() == 1


def test_no_other_organization_hears_of_it(
    send: Send, pepper_garden: Organization, sophea: User, reviewer: User
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    decide(evidence=send(), accept=True, by=reviewer)
    assert not Notice.objects.filter(recipient=sophea).exists()
    assert trust_of([pepper_garden.pk]) == {}


@pytest.mark.parametrize("language", codes())
def test_a_refusal_is_read_in_any_language(send: Send, reviewer: User, language: str) -> None:
    decide(evidence=send(), accept=False, by=reviewer, reason=reason(), note="Page 2.")
    told = shown(Notice.objects.get(), language)
    assert reason().words[language] in told.text
    assert "Page 2." in told.text
    assert told.subject.startswith("Company registration") == (language == "en")
    assert ("Refused" in told.subject) == (language == "en")
    assert told.path.startswith(f"/{language}/desk/")


def test_an_organization_without_members_is_decided_about_and_nobody_is_told(
    send: Send, tea_house: Organization, reviewer: User
) -> None:
    evidence = send()
    tea_house.memberships.all().delete()
    assert decide(evidence=evidence, accept=True, by=reviewer).state == "accepted"
    assert not Notice.objects.exists()


def test_the_queue_names_kind_and_owner_the_longest_waiting_first(
    send: Send, person: Person, pepper_garden: Organization
) -> None:
    first = send()
    Evidence.objects.filter(pk=first.pk).update(submitted_at=timezone.now() - timedelta(days=2))
    other = Evidence.objects.create(
        organization=pepper_garden, kind="tax", country_id="KH", submitted_at=timezone.now()
    )
    assert EVIDENCE.count() == 2
    assert [(one.title, one.owner) for one in EVIDENCE.longest(9)] == [
        ("Company registration", "青榕树茶坊"),
        ("Tax number", "សួនម្រេចមេគង្គ"),
    ]
    assert [one.url for one in EVIDENCE.longest(1)] == [f"/editors/review/evidence/{first.pk}/"]
    in_state(other, "refused")
    assert EVIDENCE.count() == 1


def test_evidence_of_one_does_not_take_the_place_of_anothers(
    send: Send, reviewer: User, sophea: User
) -> None:
    garden = create_organization(kind="merchant", country="KH", source_language="km", name={"km": "ម្រេច"})
    kept = Evidence.objects.create(
        organization=garden,
        kind="registration",
        country_id="KH",
        state="accepted",
        submitted_at=timezone.now(),
        decided_at=timezone.now(),
    )
    decide(evidence=send(), accept=True, by=reviewer)
    kept.refresh_from_db()
    assert kept.state == "accepted"


def test_anothers_file_is_not_taken_and_nothing_is_written(
    send: Send, owner: User, tea_house: Organization, pepper_garden: Organization
) -> None:
    used = send().file_id
    assert used is not None
    written = Entry.objects.count()
    with pytest.raises(ValidationError) as refused:
        submit_evidence(organization=pepper_garden, kind="licence", country="KH", file=used, by=owner)
    assert list(refused.value.message_dict) == ["file"]
    assert Entry.objects.count() == written
