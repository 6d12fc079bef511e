"""Two clicks, two windows, two members at the same moment: one conversation, one confirmation, one wait."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from catalog.conversations.models import AnswerTime, Conversation, Message, Side
from catalog.conversations.services import answering, opening, writing
from catalog.conversations.services.opening import Writer
from catalog.conversations.services.writing import Draft
from catalog.conversations.subjects import Subject
from catalog.conversations.telling import tell_seller
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import OutboxMail
from catalog.translation.texts import LocalText
from portal.accounts.models import User
from tests.harness.race import PROCESSES, Outcome, Track
from tests.stock import open_tea_house

RACES = 3
SOMSAK = "somsak@example.com"
Racer = Callable[[dict[str, Any], int, int], None]


def stage_house() -> tuple[int, int]:
    house = open_tea_house()
    seller = User.objects.create_user("wei@example.com", "old wood, new tea leaves", name="Wei")
    add_member(organization=house, user_id=seller.pk, role="sales")
    return house.pk, seller.pk


def subject_of(house: int) -> Subject:
    return Subject(Organization.objects.get(pk=house).storefront.pk, LocalText("Tea", "en"), "/en/", house)


def draft(turn: int, text: str, seat: int = 0) -> Draft:
    return Draft(f"{text} {turn}", "en", UUID(int=turn * 1000 + seat))


def one_visitor(stage: tuple[int, int], turn: int, seat: int) -> str:
    """Send one form, open one link, answer as oneself: each process all of it, all at the same time."""
    house, seller = stage
    writer = Writer(name="Somsak", address=SOMSAK, language="en", time_zone="UTC")
    subject = subject_of(house)
    conversation = opening.begin(
        kind="storefront", subject=subject, writer=writer, draft=draft(turn, "Question")
    )
    confirmed = opening.confirm(conversation=conversation)
    Conversation.objects.filter(pk=conversation.pk, awaits=Side.ORGANIZATION).update(
        waiting_since=timezone.now() - timedelta(hours=1)
    )
    person = User.objects.get(pk=seller)
    answering.answer(conversation=conversation, draft=draft(turn, "Answer", seat + 1), by=person)
    answering.answer(conversation=conversation, draft=draft(turn, "The same answer", 999), by=person)
    return "confirmed" if confirmed else ""


def counts(stage: tuple[int, int]) -> dict[str, Any]:
    mails = OutboxMail.objects.values_list("kind", flat=True)
    return {
        "conversations": Conversation.objects.count(),
        "questions": Message.objects.filter(side=Side.VISITOR).count(),
        "answers": Message.objects.filter(side=Side.ORGANIZATION).count(),
        "waits": AnswerTime.objects.count(),
        "mails": {kind: list(mails).count(kind) for kind in set(mails)},
    }


def test_everything_happens_once_however_many_do_it_at_once(track: Track) -> None:
    outcome = track.run(one_visitor, stage=stage_house, verdict=counts, rounds=RACES)
    assert not outcome.errors
    assert outcome.values["confirmed"] == RACES
    answers = RACES * (PROCESSES + 1)
    assert outcome.verdict == {
        "conversations": RACES,
        "questions": RACES,
        "answers": answers,
        "waits": RACES,
        "mails": {
            "conversations.confirm": RACES,
            "conversations.to_seller": RACES,
            "conversations.to_visitor": answers,
        },
    }


def stage_waiting() -> dict[str, Any]:
    """A conversation for each round, confirmed or not, that waits for its answer."""
    house, _seller = stage_house()
    made = [
        Conversation.objects.create(
            id=UUID(int=turn + 1),
            organization_id=house,
            subject_kind="storefront",
            subject_id=1,
            subject_title="Tea",
            subject_language="en",
            name="Somsak",
            address=SOMSAK,
            language="en",
            awaits=Side.ORGANIZATION,
            waiting_since=timezone.now(),
        )
        for turn in range(RACES)
    ]
    for one in made:
        Message.objects.create(conversation=one, side=Side.VISITOR, text="x", language="en", gist="")
    return {"house": house}


def begin_after_looking(stage: dict[str, Any], turn: int, seat: int) -> None:
    """The control of the form's key: look whether it was sent, then begin."""
    text = f"Question {turn}"
    if not Message.objects.filter(text=text).exists():
        time.sleep(0.002)
        writer = Writer(name="Somsak", address=SOMSAK, language="en", time_zone="UTC")
        subject = subject_of(stage["house"])
        opening.begin(kind="storefront", subject=subject, writer=writer, draft=Draft(text, "en", uuid4()))


def confirm_after_looking(stage: dict[str, Any], turn: int, seat: int) -> None:
    """The control of the conditional update: look whether it was confirmed, then confirm and tell."""
    conversation = Conversation.objects.get(pk=UUID(int=turn + 1))
    if conversation.confirmed_at is None:
        time.sleep(0.002)
        Conversation.objects.filter(pk=conversation.pk).update(confirmed_at=timezone.now())
        message = Message.objects.create(
            conversation=conversation, side=Side.VISITOR, text="told", language="en", gist=""
        )
        with transaction.atomic():
            tell_seller(message)


def measure_after_looking(stage: dict[str, Any], turn: int, seat: int) -> None:
    """The control of the lock: look whose turn it is, then keep the answer and measure."""
    conversation = Conversation.objects.get(pk=UUID(int=turn + 1))
    if conversation.awaits == Side.ORGANIZATION:
        time.sleep(0.002)
        with transaction.atomic():
            message, _new = writing.keep(
                conversation=conversation,
                draft=Draft("Answer", "en", uuid4()),
                side=Side.ORGANIZATION,
                author_id=None,
                at=timezone.now(),
            )
            AnswerTime.objects.create(
                message=message,
                organization_id=conversation.organization_id,
                seconds=1,
                answered_at=timezone.now(),
            )
            Conversation.objects.filter(pk=conversation.pk).update(awaits=Side.VISITOR)


CONTROLS: dict[Racer, Callable[[dict[str, Any]], bool]] = {
    begin_after_looking: lambda found: found["conversations"] > 2 * RACES,
    confirm_after_looking: lambda found: found["mails"].get("conversations.to_seller", 0) > RACES,
    measure_after_looking: lambda found: found["waits"] > RACES,
}


@pytest.mark.parametrize("control", list(CONTROLS), ids=lambda control: control.__name__)
def test_without_its_guard_each_promise_breaks(
    sqlite_track: Track, control: Callable[[dict[str, Any], int, int], None]
) -> None:
    def broken(outcome: Outcome) -> bool:
        return CONTROLS[control](outcome.verdict)

    sqlite_track.control(control, stage=stage_waiting, verdict=counts, rounds=RACES, breaks=broken)
