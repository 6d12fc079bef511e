"""What a session is called in a notice: what its reader would read on its page, as it was then."""

from dataclasses import replace

import pytest
from django.utils import translation

from catalog.notices.letters import shown
from catalog.notices.models import Notice
from expo.fair.models import Edition, Session
from expo.fair.services import seats
from expo.fair.services.programme import save_session
from expo.fair.templatetags.fair_clocks import session_words
from portal.accounts.models import User
from tests.expo.fair.programme.conftest import FORUM


@pytest.mark.parametrize(
    ("texts", "language", "said"),
    [
        ({"th": "เวทีชา", "zh-hans": "茶叶论坛"}, "th", "เวทีชา"),
        ({"th": "เวทีชา", "zh-hans": "茶叶论坛"}, "vi", "茶叶论坛"),
        ({"en": "Tea forum", "zh-hans": "茶叶论坛"}, "vi", "Tea forum"),
        ({"th": "เวทีชา"}, "zh-hans", "เวทีชา"),
        ({}, "en", ""),
        ("茶叶论坛", "th", "茶叶论坛"),
    ],
    ids=["theirs", "the edition's", "English before that", "the only one", "none", "as it was kept before"],
)
def test_a_title_is_told_in_the_nearest_language_it_is_said_in(
    texts: dict[str, str] | str, language: str, said: str
) -> None:
    with translation.override(language):
        assert session_words(texts, "zh-hans") == said


@pytest.mark.django_db
def test_a_title_that_is_written_later_is_told_as_it_was_then(
    forum: Session, edition: Edition, nok: User
) -> None:
    seats.register(session=forum, person=nok)
    save_session(edition=edition, plan=replace(FORUM, cancelled=True))
    texts = {**FORUM.texts, "title": {"zh-hans": "茶会", "en": "Tea party", "th": "งานชา"}}
    save_session(edition=edition, plan=replace(FORUM, texts=texts))
    off, held = Notice.objects.filter(kind="fair.session", recipient=nok).order_by("key")
    assert shown(off, "en").subject == "Cancelled: Tea forum"
    assert "茶叶论坛" in shown(off, "zh-hans").subject
    assert "งานชา" in shown(held, "th").subject
