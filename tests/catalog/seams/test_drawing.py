"""A component is drawn once for values that are kept, and for each way it is shown."""

from typing import Any

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from catalog.seams.preferences import Preferences
from catalog.seams.templatetags.drawing import Drawn

CARD = {"url": "/x", "title": "<Tea>", "slug": "tea"}
SHOWN = '{% include "components/card.html" with card=card choose=choose chosen=chosen only %}'


def shown(card: Any, *, low_data: bool = False, **beside: Any) -> str:
    request = RequestFactory().get("/")
    request.preferences = Preferences("en", low_data=low_data)  # type: ignore[attr-defined]
    context = RequestContext(request)
    context.update({"card": card, **beside})
    return Template(SHOWN).render(context)


@pytest.fixture
def card() -> Drawn:
    return Drawn(dict(CARD))


def test_it_is_drawn_once_and_reads_as_if_it_were_drawn_each_time(card: Drawn) -> None:
    first = shown(card)
    card["title"] = "changed, which nobody may"
    assert shown(card) == first == shown(CARD)
    assert "&lt;Tea&gt;" in first


def test_what_the_reader_chose_is_not_shown_to_the_next(card: Drawn) -> None:
    plain = shown(card)
    ticked = shown(card, choose=True, chosen=["tea"])
    assert " checked" in ticked
    assert " checked" not in shown(card, choose=True, chosen=["pepper"])
    assert shown(card) == plain


def test_readers_with_other_preferences_get_their_own(card: Drawn) -> None:
    shown(card)
    shown(card, low_data=True)
    assert len(card.drawn) == 2


def test_without_a_request_it_is_drawn_too(card: Drawn) -> None:
    html = Template(SHOWN).render(Context({"card": card}))
    assert "&lt;Tea&gt;" in html
