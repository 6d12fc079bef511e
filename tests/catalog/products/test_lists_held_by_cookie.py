"""Keys, tokens and the cookie by which a stranger holds their lists."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from catalog.products.keepers import COOKIE, keeper_of, remember_holder, with_holder
from catalog.products.models.lists import new_key, new_token
from catalog.products.selectors.lists import (
    KEY,
    Keeper,
    holder_of,
)
from portal.accounts.models import User

STRANGER = Keeper(holder=holder_of("x" * 32))
Asking = Callable[..., Any]


def test_keys_and_tokens_are_long_and_never_the_same() -> None:
    keys, tokens = ({make() for _ in range(100)} for make in (new_key, new_token))
    assert len(keys) == len(tokens) == 100
    assert {len(key) for key in keys} == {16}
    assert {len(token) for token in tokens} == {32}
    assert all(KEY.fullmatch(word) for word in keys | tokens)


@given(st.text())
def test_no_token_can_be_read_from_what_is_kept(token: str) -> None:
    kept = holder_of(token)
    assert (kept == "") is (token == "")
    assert kept == "" or (len(kept) == 64 and set(kept) <= set("0123456789abcdef"))


def test_a_token_broken_in_the_middle_of_a_sign_is_kept_too() -> None:
    assert len(holder_of("\ud800")) == 64


@pytest.fixture
def ask() -> Asking:
    """Return a maker of requests by a cookie and, if one is given, a person signed in."""

    def make(cookie: str = "", user: User | None = None, *, session: bool = True) -> Any:
        request: Any = RequestFactory().get("/")
        if cookie:
            request.COOKIES[COOKIE] = cookie
        if user is not None and session:
            request.COOKIES["sessionid"] = "any"
        request.user = user or AnonymousUser()
        return request

    return make


@pytest.mark.parametrize("cookie", ["", "short", "x" * 31, "x" * 33])
def test_a_cookie_not_of_ours_holds_nothing(ask: Asking, cookie: str) -> None:
    assert keeper_of(ask(cookie)) == Keeper()


def test_a_cookie_of_ours_is_its_holder(ask: Asking) -> None:
    assert keeper_of(ask("x" * 32)) == STRANGER


@pytest.mark.django_db
def test_a_person_signed_in_is_told_with_their_cookie(ask: Asking, lan: User, settings: Any) -> None:
    settings.SESSION_COOKIE_NAME = "sessionid"
    assert keeper_of(ask("x" * 32, lan)) == Keeper(user_id=lan.pk, holder=STRANGER.holder)
    assert keeper_of(ask("", lan, session=False)) == Keeper()


def test_a_stranger_who_writes_keeps_the_token_they_had(ask: Asking) -> None:
    assert with_holder(ask("x" * 32)) == (STRANGER, "x" * 32)
    keeper, token = with_holder(ask())
    assert keeper == Keeper(holder=holder_of(token))
    assert len(token) == 32


def test_the_cookie_is_out_of_the_reach_of_scripts_and_of_other_sites() -> None:
    response = HttpResponse()
    remember_holder(response, "x" * 32)
    cookie = response.cookies[COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("x" * 32, True, "Lax")
    plain = HttpResponse()
    remember_holder(plain, "")
    assert COOKIE not in plain.cookies
