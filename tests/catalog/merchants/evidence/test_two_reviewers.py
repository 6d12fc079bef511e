"""Two reviewers look at one document: who decides second is told, and overturns nothing they did not see."""

import re
from typing import Any

import pytest
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.models import DecisionReason, Evidence
from catalog.merchants.services.evidence import appeal, decide, withdraw_evidence
from catalog.merchants.services.moves import MoveRefused
from catalog.notices.models import Notice
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.cast import Person
from tests.catalog.merchants.evidence.conftest import Send
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def browsers(person: Person) -> tuple[Client, Client]:
    """Two reviewers, each at their browser."""
    found = []
    for name in ("first", "second"):
        made = person(name, name.title(), is_staff=True)
        made.groups.add(ensure_editors())
        found.append(Client())
        found[-1].force_login(made)
    return found[0], found[1]


@pytest.fixture
def reason(db: None) -> DecisionReason:
    return DecisionReason.objects.get(key="not-readable")


def at(evidence: Evidence) -> str:
    return f"/editors/review/evidence/{evidence.pk}/"


def opened(browser: Client, evidence: Evidence, **said: Any) -> dict[str, Any]:
    """Open the page; return what its form would send with what is said."""
    page = page_of(browser.get(at(evidence)))
    hidden = {str(box["name"]): str(box.get("value", "")) for box in page.select("input[type=hidden]")}
    return {"reason": "", "note": "", "seen": hidden["seen"]} | said


def too_late(browser: Client, evidence: Evidence, sent: dict[str, Any]) -> bool:
    answer = browser.post(at(evidence), sent, follow=True).content.decode()
    return "withdrawn or decided about meanwhile" in answer


@pytest.mark.parametrize("first", ["accept", "refuse"])
@pytest.mark.parametrize("then", ["accept", "refuse"])
def test_of_two_who_saw_it_wait_the_second_changes_nothing(
    browsers: tuple[Client, Client], send: Send, reason: DecisionReason, first: str, then: str
) -> None:
    evidence = send()
    one, other = (
        opened(browser, evidence, decision=decision, reason=reason.pk)
        for browser, decision in zip(browsers, (first, then), strict=True)
    )
    assert not too_late(browsers[0], evidence, one)
    written, told = Entry.objects.count(), Notice.objects.count()
    assert too_late(browsers[1], evidence, other)
    assert Evidence.objects.get().state == {"accept": "accepted", "refuse": "refused"}[first]
    assert (Entry.objects.count(), Notice.objects.count()) == (written, told)


def test_who_saw_that_it_was_accepted_may_refuse_it(
    browsers: tuple[Client, Client], send: Send, reviewer: User, reason: DecisionReason
) -> None:
    evidence = decide(evidence=send(), accept=True, by=reviewer)
    sent = opened(browsers[0], evidence, decision="refuse", reason=reason.pk)
    assert sent["seen"] == "accepted"
    assert not too_late(browsers[0], evidence, sent)
    assert Evidence.objects.get().state == "refused"


def test_what_its_owner_withdrew_meanwhile_stays_withdrawn(
    browsers: tuple[Client, Client], send: Send, owner: User
) -> None:
    evidence = send()
    sent = opened(browsers[0], evidence, decision="accept")
    withdraw_evidence(evidence=evidence, by=owner)
    assert too_late(browsers[0], evidence, sent)
    assert Evidence.objects.get().state == "withdrawn"


def test_an_old_copy_is_written_down_with_the_state_it_had(
    send: Send, reviewer: User, reason: DecisionReason
) -> None:
    old = send()
    decide(evidence=Evidence.objects.get(), accept=True, by=reviewer)
    with pytest.raises(MoveRefused, match="'accepted' cannot become 'refused'"):
        decide(evidence=old, accept=False, by=reviewer, reason=reason, seen="submitted")
    decide(evidence=old, accept=False, by=reviewer, reason=reason, seen="accepted")
    assert Entry.objects.latest("pk").before["state"] == "accepted"


def test_a_page_refused_for_its_words_keeps_the_state_that_was_seen(
    browsers: tuple[Client, Client], send: Send, reviewer: User
) -> None:
    evidence = send()
    sent = opened(browsers[0], evidence, decision="refuse", note="Kept")
    decide(evidence=evidence, accept=True, by=reviewer)
    response = browsers[0].post(at(evidence), sent)
    assert response.status_code == 422
    page = page_of(response)
    assert the(page, "input[name=seen]")["value"] == "submitted"
    around = the(page, "[name=reason]").find_parent(class_=re.compile("w-field__wrapper"))
    assert around is not None
    assert "A refusal needs a reason." in words(around)


def test_after_an_appeal_it_is_decided_about_anew(
    browsers: tuple[Client, Client], send: Send, owner: User, reviewer: User, reason: DecisionReason
) -> None:
    evidence = decide(evidence=send(), accept=False, by=reviewer, reason=reason, note="Dark")
    appeal(evidence=evidence, plea="It is sharp.", by=owner)
    page = page_of(browsers[0].get(at(evidence)))
    assert "It is sharp." in page.get_text()
    assert not too_late(browsers[0], evidence, opened(browsers[0], evidence, decision="accept", note="Right"))
    evidence.refresh_from_db()
    assert (evidence.state, evidence.reason, evidence.note) == ("accepted", None, "Right")
