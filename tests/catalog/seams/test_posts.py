"""An address that only takes posts leads whoever comes by a link to the page its form is on."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from catalog.seams.posts import post_only

WAYS = [
    ("/en/desk/tea/members/leave/", "..", "/en/desk/tea/members/"),
    ("/en/desk/tea/members/invitations/7/resend/", "../../..", "/en/desk/tea/members/"),
    ("/en/desk/tea/departures/7/travellers.csv", ".", "/en/desk/tea/departures/7/"),
    ("/en/stands/a?b%c/hold/", "..", "/en/stands/a%3Fb%25c/"),
    ("/editors/fair/2026/move/", "../edition/", "/editors/fair/2026/edition/"),
]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(("address", "form", "page"), WAYS)
def test_a_link_followed_leads_to_the_form(
    rf: RequestFactory, method: str, address: str, form: str, page: str
) -> None:
    request = rf.generic(method, "/")
    request.path = address
    response = view(form)(request)
    assert (response.status_code, response["Location"]) == (302, page)
    assert "no-store" in response["Cache-Control"]


def test_what_is_posted_is_taken_and_nothing_else_is(rf: RequestFactory) -> None:
    assert view("..")(rf.post("/a/b/")).status_code == 200
    refused = view("..")(rf.put("/a/b/"))
    assert (refused.status_code, refused["Allow"]) == (405, "POST")


def view(form: str) -> Callable[[HttpRequest], HttpResponseBase]:
    @post_only(form)
    def taken(request: HttpRequest) -> HttpResponse:
        return HttpResponse("taken")

    return taken
