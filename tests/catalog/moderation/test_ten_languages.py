"""Reports, suspensions and their notices speak each of the ten languages, the reasons included."""

import pytest
from django.test import Client

from catalog.merchants.models import DecisionReason
from catalog.moderation import services
from catalog.moderation.models import Suspension
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.products.models import Product
from catalog.reference.languages import codes
from portal.accounts.models import User
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", codes())
def test_the_owner_reads_why_in_any_language(
    suspension: Suspension, owner: User, moderator: User, language: str
) -> None:
    services.appeal(suspension=suspension, plea="Look", by=owner)
    put_right = DecisionReason.objects.get(key="put-right")
    services.answer(suspension=suspension, lift=True, seen="appealed", reason=put_right, by=moderator)
    began = shown(Notice.objects.get(kind="moderation.suspended"), language)
    ended = shown(Notice.objects.get(kind="moderation.answered"), language)
    assert suspension.reason.words[language] in began.text
    assert put_right.words[language] in ended.text
    for told, english in ((began, "Suspended: "), (ended, "Lifted: ")):
        assert told.subject.startswith(english) == (language == "en")
        assert suspension.title in told.subject
        assert told.path.startswith(f"/{language}/desk/")


def test_no_two_languages_say_it_alike(suspension: Suspension, owner: User) -> None:
    notice = Notice.objects.get(kind="moderation.suspended")
    assert len({shown(notice, language).text for language in codes()}) == 10


@pytest.mark.parametrize("language", codes())
def test_a_visitor_reports_and_is_thanked_in_any_language(
    client: Client, liubao: Product, nok: User, language: str
) -> None:
    client.force_login(nok)
    address = f"/{language}/report/product/{liubao.slug}/"
    form = page_of(client.get(address))
    thanks = page_of(client.post(address, {"reason": "other", "text": "x"}, follow=True))
    for page, english in ((form, "Report this page"), (thanks, "Thank you for your report")):
        assert (words(the(page, "h1")) == english) == (language == "en")
    labels = {words(label) for label in form.select(".choice label, label.choice, fieldset label")}
    assert ("Goods that may not be sold" in labels) == (language == "en")
