"""A form without a token takes what its own page sends, and nothing that another site sends."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from pytest_django import Settings

from catalog.seams.origin import refuse_foreign

OURS = "portal.example"


def post(rf: RequestFactory, headers: dict[str, str], *, host: str = OURS, secure: bool = True) -> None:
    refuse_foreign(rf.post("/", headers={"host": host, **headers}, secure=secure))


@pytest.fixture(autouse=True)
def _hosts(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = [OURS, f".{OURS}"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"origin": f"https://{OURS}"},
        {"sec-fetch-site": "same-origin", "origin": f"https://{OURS}"},
    ],
)
def test_the_page_itself_and_a_browser_that_says_nothing_may_send(
    rf: RequestFactory, headers: dict[str, str]
) -> None:
    post(rf, headers)


@pytest.mark.parametrize("relation", ["cross-site", "same-site", "none", "SAME-ORIGIN", "", "unheard-of"])
def test_any_other_relation_is_refused_whatever_origin_is_claimed(rf: RequestFactory, relation: str) -> None:
    with pytest.raises(PermissionDenied):
        post(rf, {"sec-fetch-site": relation, "origin": f"https://{OURS}"})


@pytest.mark.parametrize(
    "origin",
    [
        "https://elsewhere.example",
        f"https://shop.{OURS}",
        f"https://{OURS}.elsewhere.example",
        f"https://{OURS}@elsewhere.example",
        f"https://elsewhere.example/{OURS}",
        f"https://{OURS}:8443",
        "null",  # a sandboxed frame, a page opened from a file
        "",
        OURS,
    ],
)
@pytest.mark.parametrize("relation", [None, "same-origin"])
def test_any_other_origin_is_refused(rf: RequestFactory, origin: str, relation: str | None) -> None:
    headers = {"sec-fetch-site": relation} if relation else {}
    with pytest.raises(PermissionDenied):
        post(rf, {"origin": origin, **headers})


@pytest.mark.parametrize(
    ("host", "origin", "secure"),
    [
        (f"{OURS}:8000", f"http://{OURS}:8000", False),
        (f"th.{OURS}", f"https://th.{OURS}", True),
    ],
)
def test_the_address_it_was_asked_under_counts_with_its_port(
    rf: RequestFactory, host: str, origin: str, secure: bool
) -> None:
    post(rf, {"origin": origin}, host=host, secure=secure)
    with pytest.raises(PermissionDenied):
        post(rf, {"origin": f"https://{OURS}"}, host=host, secure=secure)
