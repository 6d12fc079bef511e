"""Telling somebody writes a notice and, as they wish, a mail: in the same transaction, once per occasion."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from catalog.notices import selectors, services
from catalog.notices.models import MailMode, Notice, OutboxMail
from portal.accounts.models import User
from tests.catalog.notices.conftest import Tell
from tests.harness.race import Outcome, Track


def test_each_person_gets_a_notice_and_a_mail(tell: Tell, nok: User, lan: User) -> None:
    assert tell(nok, lan) == 2
    assert Notice.objects.filter(read_at=None).count() == 2
    mail = OutboxMail.objects.get(recipient=nok)
    assert mail.notices.get().recipient == nok
    assert mail.kind == "quote"
    assert mail.message_id.startswith("<")
    assert mail.message_id.endswith("@localhost>")
    assert mail.message_id != OutboxMail.objects.get(recipient=lan).message_id
    assert str(mail.notices.get()) == "quote 1"


def test_the_same_occasion_is_told_once(tell: Tell, nok: User, lan: User) -> None:
    assert tell(nok) == 1
    assert tell(nok, nok) == 0
    assert tell(nok, lan) == 1
    assert (Notice.objects.count(), OutboxMail.objects.count()) == (2, 2)


def test_another_occasion_or_kind_is_told_anew(tell: Tell, nok: User) -> None:
    tell(nok)
    assert tell(nok, key="2") == 1
    assert tell(nok, kind="safety") == 1
    assert OutboxMail.objects.count() == 3


def test_an_occasion_is_not_told_again_after_its_mail_was_pruned(tell: Tell, nok: User) -> None:
    tell(nok)
    OutboxMail.objects.all().delete()
    assert tell(nok) == 0
    assert OutboxMail.objects.count() == 0


def test_telling_nobody_is_fine(db: None, tell: Tell) -> None:
    assert tell() == 0
    assert OutboxMail.objects.count() == 0


def test_a_daily_kind_waits_for_the_digest(tell: Tell, nok: User) -> None:
    tell(nok, kind="visit")
    assert Notice.objects.get().awaits_digest
    assert OutboxMail.objects.count() == 0


def test_what_a_person_chose_holds_for_them_alone(tell: Tell, nok: User, lan: User) -> None:
    services.choose_mail(person=nok, modes={"quote": MailMode.NEVER, "visit": MailMode.AT_ONCE})
    tell(nok, lan)
    tell(nok, lan, kind="visit")
    mails = OutboxMail.objects.values_list("recipient", "kind")
    assert set(mails) == {(lan.pk, "quote"), (nok.pk, "visit")}
    assert Notice.objects.count() == 4


def test_a_kind_that_may_not_be_stopped_always_comes(tell: Tell, nok: User) -> None:
    services.choose_mail(person=nok, modes={"safety": MailMode.NEVER})
    assert selectors.choices_of(nok) == {"quote": MailMode.AT_ONCE, "visit": MailMode.DAILY}
    tell(nok, kind="safety")
    assert OutboxMail.objects.count() == 1


def test_an_account_whose_address_is_nobodys_gets_no_mail_even_of_a_kind_named_for_it(
    tell: Tell, nok: User, lan: User
) -> None:
    services.silence(people=[nok.pk])
    tell(nok, lan)
    tell(nok, kind="safety")
    assert set(OutboxMail.objects.values_list("recipient", "kind")) == {
        (lan.pk, "quote"),
        (nok.pk, "safety"),
    }
    services.silence(people=[nok.pk], even=["safety"])
    tell(nok, lan, kind="safety", key="2")
    assert OutboxMail.objects.filter(recipient=nok).count() == 1
    assert OutboxMail.objects.filter(recipient=lan, kind="safety").count() == 1
    assert Notice.objects.filter(recipient=nok).count() == 3
    with pytest.raises(LookupError, match="rumour"):
        services.silence(people=[nok.pk], even=["rumour"])


def test_many_people_are_told_in_a_constant_number_of_queries(
    tell: Tell, nok: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    crowd = [User(email=f"{number}@example.com") for number in range(40)]
    User.objects.bulk_create(crowd)
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        assert tell(*User.objects.all()) == 41


def test_an_unknown_kind_is_named_with_the_known_ones(tell: Tell, nok: User) -> None:
    with pytest.raises(
        LookupError, match=r"No kind of notice is called 'rumour'\. Known: quote, safety, visit"
    ):
        tell(nok, kind="rumour")
    with pytest.raises(LookupError, match="rumour"):
        services.choose_mail(person=nok, modes={"rumour": MailMode.NEVER})


@pytest.mark.parametrize("link", ["https://example.com/", "//example.com/", "goods/", "javascript:alert(1)"])
def test_a_notice_leads_nowhere_else(tell: Tell, nok: User, link: str) -> None:
    with pytest.raises(ValueError, match="a path of this site"):
        tell(nok, link=link)
    assert Notice.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_undone_is_told_to_nobody(tell: Tell, nok: User) -> None:
    with transaction.atomic():
        tell(nok)
        transaction.set_rollback(True)
    assert (Notice.objects.count(), OutboxMail.objects.count(), DBTaskResult.objects.count()) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_once_for_everybody(tell: Tell, nok: User, lan: User) -> None:
    with transaction.atomic():
        tell(nok, lan)
        tell(nok, key="2")
    assert DBTaskResult.objects.get().args_kwargs["args"] == [services.MAIL_DRAIN]


def make_reader(count: int) -> int:
    return User.objects.create_user("reader@example.com").pk


def tell_with_others(reader: int, turn: int, seat: int) -> int:
    return services.notify(
        kind="jobs.failed",
        recipients=[User(pk=reader)],
        key=f"occasion {turn}",
        values={"drain": "x", "failed": 1},
    )


def tell_after_looking(reader: int, turn: int, seat: int) -> int:
    """The control: looks whether the occasion was told, then writes the mail."""
    if OutboxMail.objects.filter(kind=f"occasion {turn}").exists():
        return 0
    OutboxMail.objects.create(
        recipient_id=reader,
        kind=f"occasion {turn}",
        key=f"{turn} {seat}",
        message_id=services.new_message_id(),
    )
    return 1


def mails(reader: int) -> int:
    return OutboxMail.objects.count()


def told_twice(outcome: Outcome) -> bool:
    return any(sum(told) > 1 for told in outcome.by_round().values())


def test_many_at_once_tell_an_occasion_once(track: Track) -> None:
    outcome = track.run(tell_with_others, stage=make_reader, verdict=mails, processes=4, rounds=6, count=1)
    assert not outcome.errors
    assert [sum(told) for told in outcome.by_round().values()] == [1] * 6
    assert outcome.verdict == 6


def test_looking_first_tells_it_twice(track: Track) -> None:
    track.control(tell_after_looking, breaks=told_twice, stage=make_reader, processes=4, rounds=6, count=1)
