"""Old addresses: what was renamed or sent elsewhere is still found, in the reader's language."""

import pytest
from django.conf import settings
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from portal.pages.models import SectionPage
from portal.pages.views import fallback_order

pytestmark = pytest.mark.django_db
CODES = [code for code, _ in settings.LANGUAGES]


def ask(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


def test_a_redirect_written_in_one_language_serves_all(client: Client, stories: SectionPage) -> None:
    Redirect.add_redirect("/zh-hans/old-stories/", stories)
    for language in CODES:
        assert ask(client, f"/{language}/old-stories/") == (301, f"/{language}/stories/")


def test_a_redirect_may_be_written_without_a_language(client: Client, stories: SectionPage) -> None:
    Redirect.add_redirect("/old-stories/", stories)
    assert ask(client, "/lo/old-stories/") == (301, "/lo/stories/")


def test_the_readers_own_language_goes_before_others_and_these_before_none(
    client: Client, stories: SectionPage
) -> None:
    Redirect.add_redirect("/old/", "https://nowhere.example/")
    Redirect.add_redirect("/en/old/", "https://english.example/")
    Redirect.add_redirect("/th/old/", "https://thai.example/")
    assert ask(client, "/th/old/")[1] == "https://thai.example/"
    assert ask(client, "/km/old/")[1] == "https://english.example/"
    Redirect.objects.exclude(old_path="/old").delete()
    assert ask(client, "/km/old/")[1] == "https://nowhere.example/"


def test_a_redirect_for_a_while_is_not_remembered_by_browsers(client: Client, stories: SectionPage) -> None:
    Redirect.add_redirect("/en/old/", stories, is_permanent=False)
    assert ask(client, "/en/old/") == (302, "/en/stories/")


def test_a_redirect_may_lead_elsewhere(client: Client, stories: SectionPage) -> None:
    Redirect.add_redirect("/en/old/", "https://elsewhere.example/a?b=1")
    Redirect.add_redirect("/en/older/", f"{settings.SITE_ADDRESS}/zh-hans/goods/")
    assert ask(client, "/vi/old/") == (301, "https://elsewhere.example/a?b=1")
    assert ask(client, "/vi/older/") == (301, "/vi/goods/")


def test_a_redirect_to_what_is_withdrawn_or_to_nothing_is_not_followed(
    client: Client, stories: SectionPage
) -> None:
    Redirect.add_redirect("/en/old/", stories)
    Redirect.objects.create(old_path="/en/empty")
    stories.unpublish()
    assert ask(client, "/en/old/")[0] == 404
    assert ask(client, "/en/empty/")[0] == 404


def test_a_page_that_stands_goes_before_a_redirect(client: Client, stories: SectionPage) -> None:
    Redirect.add_redirect("/en/stories/", "https://elsewhere.example/")
    assert ask(client, "/en/stories/") == (200, "")


@pytest.mark.parametrize("language", CODES)
def test_pages_are_tried_in_the_order_in_which_texts_are(language: str) -> None:
    from catalog.reference.languages import chain

    assert fallback_order(language) == chain(language, settings.MODELTRANSLATION_DEFAULT_LANGUAGE)


@pytest.mark.parametrize("language", [*CODES, "xx"])
def test_every_language_is_tried_once_the_readers_first(language: str) -> None:
    order = fallback_order(language)
    assert order[0] == language
    assert len(order) == len(set(order))
    assert set(order) >= set(CODES)
