"""Upper rooms show things on a lower room's pages, with one selector however long the list."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory, override_settings

from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.seams.registry import Registry
from catalog.seams.slots import FilledSlot, Slot

READER = Preferences(language="en")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "ask.html": "<a>{{ text }}</a>",
                        "meet.html": "<b>{{ text }}{{ secret }}</b>",
                    },
                )
            ],
            "context_processors": ["django.template.context_processors.request"],
        },
    }
]


@pytest.fixture(autouse=True)
def _no_slots_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "SLOTS", Registry("slot"))


class Asked:
    """A selector that remembers what it was asked."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts
        self.calls: list[tuple[list[Any], Preferences]] = []

    def __call__(self, ids: Sequence[Any], preferences: Preferences) -> Mapping[Any, Mapping[str, Any]]:
        self.calls.append((list(ids), preferences))
        return {one: {"text": self.texts[one]} for one in ids if one in self.texts}


def test_a_selector_runs_once_for_all_ids() -> None:
    ask = Asked(tea="Ask", pepper="Ask")
    slots.register(Slot("ask", "product.card", ask, "ask.html"))
    filled = slots.fill(place="product.card", ids=["tea", "pepper", "tea", "silk"], preferences=READER)
    assert ask.calls == [(["tea", "pepper", "silk"], READER)]
    assert filled == {
        "tea": [FilledSlot("ask", "ask.html", {"text": "Ask"})],
        "pepper": [FilledSlot("ask", "ask.html", {"text": "Ask"})],
        "silk": [],
    }


def test_slots_of_one_place_stand_in_their_order() -> None:
    slots.register(Slot("meet", "product.card", Asked(tea="Meet"), "meet.html", order=20))
    slots.register(Slot("ask", "product.card", Asked(tea="Ask"), "ask.html", order=10))
    slots.register(Slot("visit", "storefront.card", Asked(tea="Visit"), "ask.html"))
    filled = slots.fill(place="product.card", ids=["tea"], preferences=READER)
    assert [slot.name for slot in filled["tea"]] == ["ask", "meet"]


def test_an_empty_list_asks_nobody() -> None:
    ask = Asked()
    slots.register(Slot("ask", "product.card", ask, "ask.html"))
    assert slots.fill(place="product.card", ids=[], preferences=READER) == {}
    assert ask.calls == []


def test_a_place_without_slots_has_nothing_to_show() -> None:
    assert slots.fill(place="nowhere", ids=[1, 2], preferences=READER) == {1: [], 2: []}


def page(filled: dict[Any, list[FilledSlot]], key: object, **more: Any) -> str:
    source = "{% load slots %}{% slots filled key %}"
    return Template(source).render(Context({"filled": filled, "key": key, **more}))


@override_settings(TEMPLATES=TEMPLATES)
def test_the_tag_renders_each_slot_with_its_own_values() -> None:
    filled = {
        7: [FilledSlot("ask", "ask.html", {"text": "Ask"}), FilledSlot("meet", "meet.html", {"text": "Meet"})]
    }
    assert page(filled, 7, secret="of the page") == "<a>Ask</a><b>Meet</b>"
    assert page(filled, 8) == ""


@override_settings(TEMPLATES=TEMPLATES)
def test_what_merchants_wrote_is_escaped_once() -> None:
    assert (
        page({7: [FilledSlot("ask", "ask.html", {"text": "<tea> & pepper"})]}, 7)
        == "<a>&lt;tea&gt; &amp; pepper</a>"
    )


def test_a_card_without_slots_shows_nothing() -> None:
    template = Template("{% load slots %}{% slot_list filled %}")
    assert template.render(Context({"filled": []})) == ""
    assert template.render(Context({"filled": None})) == ""


@override_settings(TEMPLATES=TEMPLATES)
def test_a_card_may_carry_its_slots_itself(rf: RequestFactory) -> None:
    card = {"slots": [FilledSlot("ask", "ask.html", {"text": "Ask"})]}
    context = RequestContext(rf.get("/th/goods/"), {"card": card, "text": "of the page"})
    assert Template("{% load slots %}{% slot_list card.slots %}{{ text }}").render(context) == (
        "<a>Ask</a>of the page"
    )
