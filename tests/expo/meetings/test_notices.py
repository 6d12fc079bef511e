"""What people are told of a meeting: what happened, when by both clocks, and where."""

import pytest

from catalog.notices.letters import shown
from catalog.notices.models import Notice
from portal.accounts.models import User
from tests.expo.meetings.conftest import TEN_IN_BANGKOK, plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("event", "subject"),
    [
        ("asked", "Shop asks for a meeting"),
        ("accepted", "Your meeting with Shop is agreed"),
        ("proposed", "Shop proposes another time"),
        ("declined", "Shop declines the meeting"),
        ("moved", "Shop has moved your meeting"),
        ("cancelled", "Shop has called off the meeting"),
    ],
)
def test_a_notice_says_what_happened_and_when_by_both_clocks(nok: User, event: str, subject: str) -> None:
    values = {
        "with": "Shop",
        "begins": TEN_IN_BANGKOK.isoformat(),
        "mine": "Asia/Bangkok",
        "theirs": "Asia/Shanghai",
        "purpose": "Tea & <more>",
        "place_kind": "phone",
        "place": "+86 1",
        "event": event,
        "reason": "Because",
    }
    notice = Notice(recipient=nok, kind="meetings.news", key="x", values=values, link="/en/meetings/")
    told = shown(notice, "en")
    assert told.subject == subject
    assert "Sep 17, 2026, 10:00 AM · 11:00 AM Shanghai" in plain(told.text)
    for part in ("By phone: +86 1", "Because", "Tea & <more>"):
        assert part in told.text
    notice.kind = "meetings.reminder"
    assert plain(shown(notice, "en").subject).startswith("Meeting with Shop: Sep 17, 2026, 10:00 AM")
