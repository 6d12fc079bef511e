"""What a translator makes of a message stands beside it, marked; the message itself always stands there."""

import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import requests
import responses
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from catalog.conversations import links, proposing
from catalog.conversations.models import Conversation, Message, MessageProposal, WantedProposal
from catalog.conversations.services import answering, opening
from catalog.conversations.services.writing import Draft
from catalog.glossary.services import AREA, About, add_concept
from catalog.jobs.models import State
from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.seams import freshness
from portal.accounts.models import User
from tests.catalog.conversations.conftest import Begin
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
ADDRESS = "http://libre.test:5000/translate"


@pytest.fixture
def service(settings: Settings) -> Iterator[responses.RequestsMock]:
    """A translation service that writes the language it was asked for before each text."""
    settings.TRANSLATOR = {
        "kind": "libretranslate",
        "address": "http://libre.test:5000",
        "key": "",
        "timeout": 3,
        "languages": ("zh-hans", "en", "th", "vi"),
    }

    def say(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        asked = json.loads(request.body or "")
        return 200, {}, json.dumps({"translatedText": [f"[{asked['target']}] {one}" for one in asked["q"]]})

    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.add_callback(responses.POST, ADDRESS, callback=say)
        yield mock


@pytest.fixture
def green_tea(administrator: User) -> Iterator[None]:
    """Green tea, as the glossary names it."""
    add_concept(
        actor=administrator,
        slug="green-tea",
        about=About(kind="food"),
        names={"en": "green tea", "zh-hans": "绿茶", "th": "ชาเขียว"},
    )
    yield
    freshness.changed(AREA)  # what was read of it must not outlive it


def wanted() -> set[str]:
    return set(WantedProposal.objects.values_list("language", flat=True))


def answer(conversation: Conversation, seller: User, text: str = "每公斤 80 元。") -> Message:
    return answering.answer(
        conversation=conversation, draft=Draft(text=text, language="zh-hans", key=uuid4()), by=seller
    )


def proposals(client: Client, address: str) -> list[str]:
    return [words(one) for one in page_of(client.get(address)).select(".message .proposal")]


def test_a_reached_message_is_wanted_in_the_languages_its_sellers_read(
    begin: Begin, nok: User, seller: User, sophea: User, tea_house: Organization
) -> None:
    add_member(organization=tea_house, user_id=sophea.pk, role="editor")
    begin(nok)
    assert wanted() == {"zh-hans"}, "an editor does not answer visitors, so Khmer is not wanted"


def test_an_answer_is_wanted_in_the_visitors_language(begin: Begin, nok: User, seller: User) -> None:
    conversation = begin(nok)
    message = answer(conversation, seller)
    assert set(WantedProposal.objects.filter(message=message).values_list("language", flat=True)) == {"th"}


def test_a_message_in_the_readers_own_language_is_not_wanted(begin: Begin, nok: User, seller: User) -> None:
    seller.language = "th"
    seller.save(update_fields=["language"])
    begin(nok)
    assert wanted() == {"zh-hans"}, "the house's own language"


def test_a_text_whose_sender_is_unknown_goes_nowhere(
    client: Client, begin: Begin, seller: User, service: responses.RequestsMock
) -> None:
    conversation = begin()
    client.get(links.visitor_path(conversation.pk, has_account=False, language="en"))
    drain(proposing.DRAIN)
    assert not WantedProposal.objects.exists()
    opening.confirm(conversation=conversation)
    drain(proposing.DRAIN)
    assert len(service.calls) == 1


def test_both_sides_see_the_original_and_the_proposal_in_their_language(
    client: Client, begin: Begin, nok: User, seller: User, tea_house: Organization, service: None
) -> None:
    conversation = begin(nok, text="ราคาเท่าไร")
    answer(conversation, seller)
    drain(proposing.DRAIN)
    client.force_login(seller)
    page = page_of(client.get(f"/zh-hans/desk/{tea_house.slug}/inbox/{conversation.pk}/"))
    assert [words(one) for one in page.select(".message > div")] == ["ราคาเท่าไร", "每公斤 80 元。"]
    proposal = the(page, ".message .proposal")
    assert "[zh] ราคาเท่าไร" in words(proposal)
    assert the(proposal, "div")["lang"] == "zh-Hans"
    assert "机器" in words(the(proposal, "p"))
    client.force_login(nok)
    page = page_of(client.get(f"/th/conversations/{conversation.pk}/"))
    assert [words(one) for one in page.select(".message > div")] == ["ราคาเท่าไร", "每公斤 80 元。"]
    assert the(page, ".message .proposal div")["lang"] == "th"
    assert "[th] 每公斤 80 元。" in words(the(page, ".message .proposal"))


def test_a_page_asks_no_service_and_is_complete_the_next_time(
    client: Client, begin: Begin, nok: User, seller: User, service: responses.RequestsMock
) -> None:
    conversation = begin(nok)
    answer(conversation, seller)
    drain(proposing.DRAIN)
    before = len(service.calls)
    client.force_login(nok)
    address = f"/vi/conversations/{conversation.pk}/"
    assert proposals(client, address) == []
    assert len(service.calls) == before, "a page never waits for a service"
    drain(proposing.DRAIN)
    assert len(proposals(client, address)) == 2
    drain(proposing.DRAIN)
    assert len(service.calls) == before + 2, "one question for each language the messages are written in"


def test_looking_again_and_again_wants_once(client: Client, begin: Begin, nok: User, seller: User) -> None:
    conversation = begin(nok)
    client.force_login(nok)
    for _ in range(3):
        client.get(f"/vi/conversations/{conversation.pk}/")
    assert WantedProposal.objects.filter(language="vi").count() == 1
    drain(proposing.DRAIN)
    WantedProposal.objects.all().delete()  # as the clock prunes what is done
    client.get(f"/vi/conversations/{conversation.pk}/")
    assert not WantedProposal.objects.exists(), "what was made is not made again"


def test_the_glossary_proposes_a_message_it_covers(
    client: Client, begin: Begin, nok: User, seller: User, green_tea: None
) -> None:
    conversation = begin(nok)
    answer(conversation, seller, "绿茶 500g")
    drain(proposing.DRAIN)
    client.force_login(nok)
    (shown,) = proposals(client, f"/th/conversations/{conversation.pk}/")
    assert shown.endswith("ชาเขียว 500g")


def test_of_any_other_message_it_offers_the_words_it_knows(
    client: Client, begin: Begin, nok: User, seller: User, green_tea: None
) -> None:
    conversation = begin(nok)
    answer(conversation, seller, "我们的绿茶很好喝。")
    answer(conversation, seller, "你好")
    drain(proposing.DRAIN)
    client.force_login(nok)
    page = page_of(client.get(f"/th/conversations/{conversation.pk}/"))
    (proposal,) = page.select(".message .proposal")
    word, translation = proposal.select("li > span")
    assert (word["lang"], words(word)) == ("zh-Hans", "绿茶")
    assert (translation["lang"], words(translation)) == ("th", "ชาเขียว")


def test_what_a_service_says_is_text_and_no_markup(
    client: Client, begin: Begin, nok: User, seller: User, service: None
) -> None:
    conversation = begin(nok)
    answer(conversation, seller, "<b>x</b><script>alert(1)</script>")
    drain(proposing.DRAIN)
    client.force_login(nok)
    page = page_of(client.get(f"/th/conversations/{conversation.pk}/"))
    assert "[th] <b>x</b><script>" in words(the(page, ".message .proposal"))
    assert not page.select(".message b script, .message div script, .proposal b")


def test_a_proposal_that_says_the_same_is_not_shown(
    client: Client, begin: Begin, nok: User, seller: User
) -> None:
    conversation = begin(nok)
    answer(conversation, seller, "500")
    drain(proposing.DRAIN)
    client.force_login(nok)
    assert proposals(client, f"/th/conversations/{conversation.pk}/") == []


def test_while_the_service_is_ill_nothing_is_lost(
    begin: Begin, nok: User, seller: User, service: responses.RequestsMock
) -> None:
    service.replace(responses.POST, ADDRESS, status=503)
    begin(nok)
    drain(proposing.DRAIN)
    row = WantedProposal.objects.get()
    assert (row.state, "503" in row.last_error) == (State.WAITING, True)
    service.replace(responses.POST, ADDRESS, json={"translatedText": ["好"]})
    WantedProposal.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    drain(proposing.DRAIN)
    assert MessageProposal.objects.get().text == "好"


def test_a_refusal_is_not_asked_again_and_is_told_to_the_operator(
    begin: Begin, nok: User, seller: User, service: responses.RequestsMock
) -> None:
    service.replace(responses.POST, ADDRESS, status=403)
    begin(nok)
    drain(proposing.DRAIN)
    row = WantedProposal.objects.get()
    assert row.state == State.FAILED
    assert "403" in row.last_error
    assert not MessageProposal.objects.exists()


def test_one_pair_of_languages_that_fails_does_not_hold_up_another(
    client: Client, begin: Begin, nok: User, seller: User, service: responses.RequestsMock
) -> None:
    def say(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        asked = json.loads(request.body or "")
        found = json.dumps({"translatedText": asked["q"]})
        return (503, {}, "") if asked["target"] == "th" else (200, {}, found)

    service.remove(responses.POST, ADDRESS)
    service.add_callback(responses.POST, ADDRESS, callback=say)
    answer(begin(nok), seller)
    drain(proposing.DRAIN)
    states = dict(WantedProposal.objects.values_list("language", "state"))
    assert states == {"th": State.WAITING, "zh-hans": State.DONE}


def test_a_worker_killed_after_the_answer_makes_no_second_proposal(
    begin: Begin, nok: User, seller: User, service: responses.RequestsMock
) -> None:
    begin(nok)
    drain(proposing.DRAIN)
    WantedProposal.objects.update(state=State.CLAIMED, claimed_until=timezone.now() - timedelta(seconds=1))
    drain(proposing.DRAIN)
    assert len(service.calls) == 2, "it could not know that the question had been answered"
    assert MessageProposal.objects.count() == 1


def test_many_messages_are_asked_for_in_few_questions(
    client: Client, begin: Begin, nok: User, seller: User, service: responses.RequestsMock
) -> None:
    conversation = begin(nok)
    Message.objects.bulk_create(
        Message(conversation=conversation, side="visitor", text=f"ข้อ {line}", language="th", gist="")
        for line in range(30)
    )
    client.force_login(nok)
    client.get(f"/vi/conversations/{conversation.pk}/")
    drain(proposing.DRAIN)
    assert MessageProposal.objects.filter(language="vi").count() == 31
    assert len(service.calls) <= 4


@pytest.mark.django_db(transaction=True)
def test_no_question_is_asked_within_a_transaction(
    begin: Begin, nok: User, seller: User, service: responses.RequestsMock
) -> None:
    within: list[bool] = []

    def say(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        within.append(connection.in_atomic_block)
        return 200, {}, json.dumps({"translatedText": ["好"]})

    service.remove(responses.POST, ADDRESS)
    service.add_callback(responses.POST, ADDRESS, callback=say)
    begin(nok)
    call_command("drain", proposing.DRAIN)
    assert within == [False]
