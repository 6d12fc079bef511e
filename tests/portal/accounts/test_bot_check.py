"""The bot check lets people through without scripts and refuses what programs do."""

import time
from typing import Any

import pytest
from django.conf import settings
from django.core.cache.backends.filebased import FileBasedCache
from django.core.mail import EmailMessage
from django.test import RequestFactory
from django.utils import translation

from catalog.seams import network
from catalog.seams.person_check import Outcome
from portal.accounts import bot_check
from portal.accounts.bot_check import BotCheck, Token
from portal.accounts.models import User
from portal.file_cache import SharedFileCache
from tests.harness.race import Outcome as RaceOutcome
from tests.harness.race import Track
from tests.portal.accounts.visitor import Clock, Visitor

PASSWORD = "old wood, new tea leaves"
NEW_ACCOUNT = {"email": "somchai@example.com", "password1": PASSWORD, "password2": PASSWORD}


def test_a_person_is_not_asked_anything(visitor: Visitor) -> None:
    visitor.open("/th/account/signup/")
    assert not visitor.is_asked()
    assert not visitor.page.main or not visitor.page.main.find("script")
    visitor.send(**NEW_ACCOUNT)
    assert User.objects.count() == 1


def test_who_is_too_fast_answers_a_question_and_goes_through(visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    visitor.pace = 0.5
    visitor.send(**NEW_ACCOUNT)
    visitor.pace = 10
    assert not User.objects.exists()
    assert "not sure that a person" in visitor.errors()
    assert visitor.values(visitor.form())["email"] == "somchai@example.com"
    visitor.send(password1=PASSWORD, password2=PASSWORD, **visitor.answer())
    assert User.objects.count() == 1


@pytest.mark.parametrize("answer", [{}, {"check_answer": "no such word"}, {"check_answer": ""}])
def test_a_question_not_answered_is_asked_again(answer: dict[str, str], visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    visitor.pace = 0
    visitor.send(**NEW_ACCOUNT)
    visitor.send(password1=PASSWORD, password2=PASSWORD, **answer)
    assert visitor.is_asked()
    assert not User.objects.exists()


def test_a_filled_trap_is_refused(visitor: Visitor, mailoutbox: list[EmailMessage]) -> None:
    visitor.open("/en/account/signup/")
    visitor.send(**NEW_ACCOUNT, homepage="https://buy.example/")
    assert visitor.is_asked()
    assert not User.objects.exists()
    assert not mailoutbox


def test_the_trap_is_out_of_the_way_of_people(visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    trap = visitor.form().find(id="homepage")
    assert trap is not None
    assert trap.find_parent(hidden=True), "not shown, not spoken"
    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"


def test_a_recorded_form_works_once(visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    visitor.clock.pass_by(10)
    recorded = visitor.values(visitor.form()) | NEW_ACCOUNT
    for number in range(3):
        visitor.client.post("/en/account/signup/", recorded | {"email": f"buyer-{number}@example.com"})
        visitor.client.cookies.clear()
    assert [user.email for user in User.objects.all()] == ["buyer-0@example.com"]


def test_a_form_sent_twice_by_mistake_only_has_to_be_sent_again(visitor: Visitor) -> None:
    visitor.open("/en/account/password/reset/")
    used = visitor.values(visitor.form())
    visitor.send(email="somchai@example.com")
    visitor.open("/en/account/password/reset/")
    visitor.send(email="somchai@example.com", check=used["check"])
    assert "already sent" in visitor.errors()
    assert not visitor.is_asked()
    visitor.send(email="somchai@example.com")
    assert visitor.address == "/en/account/password/reset/done/"


def test_a_form_left_open_for_a_day_only_has_to_be_sent_again(visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    visitor.pace = 86_400
    visitor.send(**NEW_ACCOUNT)
    visitor.pace = 10
    assert "too long" in visitor.errors()
    assert not visitor.is_asked()
    visitor.send(password1=PASSWORD, password2=PASSWORD)
    assert User.objects.count() == 1


@pytest.mark.parametrize("token", ["", "made:up:token", "x" * 100_000, "\x00"])
def test_a_token_we_did_not_make_is_refused(token: str, visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    visitor.send(**NEW_ACCOUNT, check=token)
    assert visitor.status == 200
    assert visitor.is_asked()
    assert not User.objects.exists()


def test_a_token_of_another_form_is_refused(visitor: Visitor) -> None:
    visitor.open("/en/account/login/")
    other = visitor.values(visitor.form())["check"]
    visitor.open("/en/account/signup/")
    visitor.send(**NEW_ACCOUNT, check=other)
    assert not User.objects.exists()


def test_a_password_manager_may_sign_in_at_once(visitor: Visitor) -> None:
    visitor.open("/en/account/login/")
    visitor.pace = 0
    visitor.send(login="nobody@example.com", password="guessed")
    assert "not sure that a person" not in visitor.errors()


def test_after_several_failures_the_whole_network_is_asked_for_a_while(visitor: Visitor) -> None:
    for _ in range(bot_check.PATIENCE):
        visitor.open("/en/account/login/")
        visitor.send(login="nobody@example.com", password="guessed")
    visitor.client.cookies.clear()
    visitor.open("/en/account/signup/")
    assert visitor.is_asked()
    visitor.client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    visitor.open("/en/account/signup/")
    assert not visitor.is_asked()


def test_tokens_collected_in_advance_do_not_escape_the_question(visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    visitor.clock.pass_by(10)
    collected = visitor.values(visitor.form()) | NEW_ACCOUNT
    for _ in range(bot_check.PATIENCE):
        visitor.client.post("/en/account/signup/", {"check": "forged"})
    visitor.client.post("/en/account/signup/", collected)
    assert not User.objects.exists()


def test_the_question_differs_from_token_to_token_and_shows_each_word_once() -> None:
    questions = [bot_check.question_of(f"nonce-{number}") for number in range(40)]
    assert {question.right for question in questions} == {"0", "1", "2", "3", "4", "5"}
    assert len({question.options for question in questions}) > 30
    for question in questions:
        assert len({word for _value, word in question.options}) == len(bot_check.WORDS)
        assert dict(question.options)[question.right] == question.word


def test_the_token_does_not_tell_the_answer() -> None:
    token = Token("sign-up", "nonce", 0.0, asks=True).signed()
    assert Token.read(token) == Token("sign-up", "nonce", 0.0, asks=True)
    assert bot_check.question_of("nonce").word not in token


def test_the_question_is_asked_in_the_language_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def thai(text: str) -> str:
        return {"tea": "ชา"}.get(text, text) if translation.get_language() == "th" else text

    monkeypatch.setattr("django.utils.translation._trans.gettext", thai)
    with translation.override("th"):
        words = [word for _value, word in bot_check.question_of("nonce").options]
    assert "ชา" in words


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
    ],
)
def test_an_ipv6_network_counts_as_one_visitor(address: str, counted: str, rf: RequestFactory) -> None:
    assert network.of(rf.get("/", REMOTE_ADDR=address)) == counted


def test_a_token_at_the_edges_of_its_life(rf: RequestFactory, clock: Clock) -> None:
    check = BotCheck(rf.post("/"), "sign-up", least=2)
    for age, expected in [(1.9, Outcome.DOUBTED), (2, Outcome.PASSED)]:
        token = check.ask_again(doubted=False).token
        clock.pass_by(age)
        assert check.examine(rf.post("/", {"check": token}).POST) is expected
    token = check.ask_again(doubted=False).token
    clock.pass_by(bot_check.LIFETIME + 1)
    assert check.examine(rf.post("/", {"check": token}).POST) is Outcome.STALE


def make_tokens(forms: int, backend: str) -> dict[str, Any]:
    check = BotCheck(RequestFactory().post("/"), "sign-up", least=0)
    return {"tokens": [check.ask_again(doubted=False).token for _ in range(forms)], "backend": backend}


class SlowLook:
    """Takes its time between looking and writing, so that a race has its chance."""

    def has_key(self, *arguments: Any) -> bool:
        found: bool = super().has_key(*arguments)  # type: ignore[misc]
        time.sleep(0.002)
        return found


class SlowSharedCache(SlowLook, SharedFileCache):
    pass


class SlowDjangoCache(SlowLook, FileBasedCache):
    pass


def send_the_same_form(stage: dict[str, Any], turn: int, seat: int) -> str:
    kind = {"shared": SlowSharedCache, "django": SlowDjangoCache}[stage["backend"]]
    vars(bot_check)["cache"] = kind(f"{settings.DATA_DIR}/race", {})
    request = RequestFactory().post("/", {"check": stage["tokens"][turn]}, REMOTE_ADDR=f"10.0.{turn}.{seat}")
    return BotCheck(request, "sign-up", least=0).examine(request.POST).value


def passed_more_than_once(outcome: RaceOutcome) -> bool:
    return any(values.count("passed") != 1 for values in outcome.by_round().values())


def test_of_many_who_send_one_form_at_once_exactly_one_passes(sqlite_track: Track) -> None:
    race: dict[str, Any] = {"stage": make_tokens, "processes": 6, "rounds": 10, "forms": 10}
    outcome = sqlite_track.run(send_the_same_form, **race, backend="shared")
    assert not outcome.errors
    assert not passed_more_than_once(outcome)
    sqlite_track.control(send_the_same_form, **race, backend="django", breaks=passed_more_than_once)
