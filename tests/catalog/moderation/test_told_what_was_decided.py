"""Who reported something is told what was decided: on the site, or once by mail where an address was left."""

from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.conversations import links, subjects
from catalog.conversations.models import Conversation
from catalog.conversations.services import opening
from catalog.conversations.services.writing import Draft
from catalog.jobs.services import drain
from catalog.merchants.models import DecisionReason
from catalog.moderation import services
from catalog.moderation.kinds import Thing
from catalog.moderation.models import Report
from catalog.moderation.services.deciding import suspend_owner
from catalog.moderation.telling import DECIDED
from catalog.notices.letters import shown
from catalog.notices.models import MailMode, Notice, OutboxMail
from catalog.notices.services import MAIL_DRAIN, choose_mail
from catalog.products.models import Product
from catalog.reference.languages import codes
from portal.accounts.models import User
from tests.catalog.moderation.conftest import tell, thing
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
SOMSAK = "somsak@example.com"
Letter = tuple[str, str, str]


def letters(address: str = SOMSAK) -> list[Letter]:
    """Send what waits; return subject, text and language of what went to an address."""
    drain(MAIL_DRAIN)
    return [(str(one.subject), str(one.body), one.to[0]) for one in mail.outbox if one.to == [address]]


def by_mail(about: Thing, address: str = SOMSAK, language: str = "th", voice: str = "net:one") -> Report:
    return services.report(
        kind=about_kind(about),
        thing=about,
        reason="other",
        text="Look",
        language=language,
        voice=voice,
        address=address,
    )


def about_kind(about: Thing) -> str:
    return str(about.record._meta.model_name)


def told(person: User, language: str = "en") -> list[str]:
    found = Notice.objects.filter(recipient=person, kind=DECIDED.name).order_by("created_at")
    return [shown(one, language).text for one in found]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("left", "left it as it is"), ("suspended", "has taken it off the site"), ("owner", "taken it off")],
)
def test_somebody_with_an_account_reads_on_the_site_what_was_decided(
    tea_offer: Thing,
    report: Report,
    nok: User,
    moderator: User,
    reason: DecisionReason,
    outcome: str,
    said: str,
) -> None:
    if outcome == "left":
        services.close(
            kind="product",
            thing=tea_offer,
            seen=[report.pk],
            note="Nok is a rival",
            reason=reason,
            by=moderator,
        )
    elif outcome == "suspended":
        services.suspend(
            kind="product", thing=tea_offer, seen=[report.pk], reason=reason, note="Seal", by=moderator
        )
    else:
        suspend_owner(
            kind="product",
            thing=tea_offer,
            owner=thing("organization", tea_offer.organization_id),
            seen=[report.pk],
            reason=reason,
            note="Seal",
            by=moderator,
        )
    (text,) = told(nok)
    assert said in text
    for kept in ("A rival", "Seal", str(reason.words["en"])):
        assert kept not in text, "what was said to its owner, or noted, is not the reporter's to read"
    assert len(letters(nok.email)) == 1


def test_what_its_owner_is_told_names_nobody_who_reported(
    tea_offer: Thing, report: Report, nok: User, owner: User, moderator: User, reason: DecisionReason
) -> None:
    services.suspend(kind="product", thing=tea_offer, seen=[report.pk], reason=reason, by=moderator)
    (notice,) = Notice.objects.filter(recipient=owner)
    assert nok.name not in str(notice.values)
    assert nok.email not in str(notice.values)


@pytest.mark.usefixtures("check")
def test_a_stranger_who_leaves_an_address_gets_one_letter_in_the_language_of_the_page(
    client: Client, liubao: Product, moderator: User, reason: DecisionReason
) -> None:
    where = f"/th/report/product/{liubao.slug}/"
    assert the(page_of(client.get(where)), "input[type=email][name=address]")
    assert client.post(where, {"reason": "other", "text": "", "address": SOMSAK}).status_code == 302
    assert letters() == [], "nothing before there is something to tell"
    kept = Report.objects.get()
    assert (kept.address, kept.language) == (SOMSAK, "th")
    services.close(
        kind="product", thing=thing("product", liubao.pk), seen=[kept.pk], reason=reason, by=moderator
    )
    ((subject, text, _to),) = letters()
    assert "รายงาน" in subject
    assert kept.title in subject
    assert "left it as it is" not in text
    kept.refresh_from_db()
    assert (kept.address, kept.voice) == ("", ""), "neither is needed any more"
    drain(MAIL_DRAIN)
    assert len(letters()) == 1


@pytest.mark.usefixtures("check")
@pytest.mark.parametrize(("address", "status"), [("", 302), ("not an address", 422), (f" {SOMSAK} ", 302)])
def test_an_address_is_optional_and_must_be_one(
    client: Client, liubao: Product, address: str, status: int
) -> None:
    where = f"/en/report/product/{liubao.slug}/"
    answer = client.post(where, {"reason": "other", "text": "Look", "address": address})
    assert answer.status_code == status
    if status == 422:
        page = page_of(answer)
        assert the(page, '.error-summary a[href="#id_address"]')
        assert words(the(page, "#id_text")) == "Look"
        assert not Report.objects.exists()
    else:
        assert Report.objects.get().address == address.strip()


def test_who_has_an_account_is_asked_for_no_address_and_promised_an_answer(
    client: Client, liubao: Product, nok: User
) -> None:
    client.force_login(nok)
    where = f"/en/report/product/{liubao.slug}/"
    page = page_of(client.get(where))
    assert page.select_one("input[name=address]") is None
    assert "You are told what was decided." in words(the(page, "main"))
    client.post(where, {"reason": "other", "text": "", "address": "another@example.com"})
    assert Report.objects.get().address == ""


@pytest.mark.parametrize("language", codes())
def test_each_outcome_is_told_in_each_language(tea_offer: Thing, moderator: User, language: str) -> None:
    said = by_mail(tea_offer, language=language)
    services.close(kind="product", thing=tea_offer, seen=[said.pk], note="Fine", by=moderator)
    ((subject, text, _to),) = letters()
    assert tea_offer.title.value in subject
    assert ("left it as it is" in text) is (language == "en")
    assert ("Your report" in subject) is (language == "en")


def test_all_who_reported_are_told_and_nobody_of_another(
    tea_offer: Thing, nok: User, lan: User, moderator: User, reason: DecisionReason
) -> None:
    tell(tea_offer, nok)
    by_mail(tea_offer)
    by_mail(tea_offer, address="b@example.com", language="vi", voice="net:two")
    services.suspend(kind="product", thing=tea_offer, reason=reason, by=moderator)
    assert len(told(nok)) == 1
    assert told(lan) == []
    assert (len(letters()), len(letters("b@example.com"))) == (1, 1)
    for one in mail.outbox:
        assert len(one.to) == 1
        assert "b@example.com" not in str(one.body)


def test_a_report_that_came_in_meanwhile_is_answered_with_its_own_decision(
    tea_offer: Thing, report: Report, lan: User, nok: User, moderator: User
) -> None:
    late = tell(tea_offer, lan)
    services.close(kind="product", thing=tea_offer, seen=[report.pk], note="Fine", by=moderator)
    assert (len(told(nok)), told(lan)) == (1, [])
    services.close(kind="product", thing=tea_offer, seen=[late.pk], note="Fine", by=moderator)
    assert (len(told(nok)), len(told(lan))) == (1, 1)


def test_who_reports_again_is_told_again(tea_offer: Thing, nok: User, moderator: User) -> None:
    for _ in range(2):
        said = tell(tea_offer, nok)
        services.close(kind="product", thing=tea_offer, seen=[said.pk], note="Fine", by=moderator)
    assert len(told(nok)) == 2


def test_who_wants_no_mail_about_it_reads_it_on_the_site(
    tea_offer: Thing, nok: User, moderator: User
) -> None:
    choose_mail(person=nok, modes={DECIDED.name: MailMode.NEVER})
    said = tell(tea_offer, nok)
    services.close(kind="product", thing=tea_offer, seen=[said.pk], note="Fine", by=moderator)
    assert len(told(nok)) == 1
    assert letters(nok.email) == []


@pytest.mark.parametrize("account", [True, False])
def test_a_visitor_hears_what_became_of_a_reported_conversation(
    client: Client, liubao: Product, nok: User, moderator: User, account: bool
) -> None:
    conversation = written(liubao, nok if account else None)
    client.force_login(nok)
    where = (
        f"/en/conversations/{conversation.pk}/report/"
        if account
        else f"/en/conversation/{links.token(conversation.pk, links.READ)}/report/"
    )
    assert client.post(where, {"reason": "fraud", "text": "Pay first, he says"}).status_code == 302
    said = Report.objects.get()
    assert (said.reporter, said.address) == ((nok, "") if account else (None, SOMSAK))
    services.close(
        kind="conversation",
        thing=thing("conversation", conversation.pk),
        seen=[said.pk],
        note="Yes",
        by=moderator,
        end=True,
    )
    if account:
        assert "has ended it" in told(nok)[0]
    else:
        assert ["has ended it" in text for _subject, text, _to in letters()] == [True]


def written(liubao: Product, account: User | None) -> Conversation:
    subject = subjects.shown(kind="product", slug=liubao.slug, language="en")
    assert subject is not None
    writer = opening.Writer("Somsak", account.email if account else SOMSAK, "th", "Asia/Bangkok", account)
    made = opening.begin(kind="product", subject=subject, writer=writer, draft=Draft("Hello?", "th", uuid4()))
    opening.confirm(conversation=made)
    OutboxMail.objects.all().delete()
    return made


def test_many_who_reported_cost_the_site_no_more_reads_each(
    tea_offer: Thing, moderator: User, django_user_model: type[User]
) -> None:
    def queries(count: int) -> int:
        people = [
            django_user_model.objects.create(email=f"{count}-{one}@example.com", name="x", language="en")
            for one in range(count)
        ]
        seen = [tell(tea_offer, person).pk for person in people]
        with CaptureQueriesContext(connection) as asked:
            services.close(kind="product", thing=tea_offer, seen=seen, note="Fine", by=moderator)
        return len(asked)

    assert queries(2) == queries(12)
