"""An address without an account is told nothing before its owner confirms, and is forgotten on request."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.jobs.draining import drain
from catalog.notices.models import OutboxMail
from catalog.notices.services import MAIL_DRAIN
from catalog.search import services as search
from catalog.search.alerts import services
from catalog.search.alerts.links import CONFIRM_WITHIN
from catalog.search.alerts.services import CONFIRM, MOST_LETTERS, MOST_OF_AN_ADDRESS, ask_address
from catalog.search.alerts.telling import KIND, tell_due
from catalog.search.models import AlertHit, SavedSearch
from catalog.search.understanding import Query
from portal.accounts.models import User
from portal.accounts.services import remove_person
from tests.catalog.search.alerts.conftest import ADDRESS, Change, Save, found, of_stranger
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _index(shelf: Shelf) -> None:
    search.rebuild()


def ask(text: str = "durian", address: str = ADDRESS, **more: object) -> None:
    query = Query(text=text, language="vi")
    ask_address(address=address, query=query, frequency="daily", **more)  # type: ignore[arg-type]


def letters() -> int:
    return OutboxMail.objects.filter(kind=CONFIRM.name).count()


def test_the_owner_is_asked_in_the_language_of_the_page(shelf: Shelf) -> None:
    ask()
    drain(MAIL_DRAIN)
    (sent,) = mail.outbox
    assert sent.to == [ADDRESS]
    assert "/vi/search/alerts/confirm/" in sent.body
    assert sent.extra_headers["Content-Language"] == "vi"
    assert SavedSearch.objects.get().confirmed_at is None


def test_nothing_is_told_before_the_owner_confirms(shelf: Shelf, save: Save, change: Change) -> None:
    save("coconut")
    ask()
    shelf.put(1, "Durian")
    change(1)
    assert found(SavedSearch.objects.get(address=ADDRESS)) == []
    assert tell_due(now=timezone.now() + timedelta(days=2)) == 0
    assert not OutboxMail.objects.filter(kind=KIND.name).exists()


def test_after_that_only_what_is_new_then_is_told(shelf: Shelf, change: Change) -> None:
    shelf.put(1, "Durian")
    search.rebuild()
    saved = of_stranger()
    shelf.put(1, "Durian, cheaper")
    shelf.put(2, "Durian paste")
    change(1, 2)
    assert found(saved) == [2]


def test_confirming_twice_changes_nothing(shelf: Shelf) -> None:
    saved = of_stranger()
    again = services.confirm(key=saved.pk)
    assert again is not None
    assert again.confirmed_at == saved.confirmed_at
    assert SavedSearch.objects.count() == 1


def test_a_mailbox_is_not_filled_by_others(shelf: Shelf) -> None:
    for number in range(MOST_LETTERS + 3):
        ask(f"tea {number}")
    assert letters() == MOST_LETTERS
    ask("tea", address="other@example.com")
    assert letters() == MOST_LETTERS + 1


def test_the_limit_is_of_an_address_however_it_is_written(shelf: Shelf) -> None:
    for number, address in enumerate(
        ["Stranger@Example.com", " stranger@example.com ", "STRANGER@EXAMPLE.COM"]
    ):
        ask(f"tea {number}", address=address)
    ask("pepper")
    assert letters() == MOST_LETTERS
    assert set(SavedSearch.objects.values_list("address", flat=True)) == {ADDRESS}


def test_the_next_day_the_owner_may_be_asked_again(shelf: Shelf) -> None:
    for _ in range(5):
        ask()
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    ask()
    assert letters() == MOST_LETTERS + 1
    assert SavedSearch.objects.count() == 1


def test_an_address_keeps_so_many_searches_and_no_more(shelf: Shelf) -> None:
    for number in range(MOST_OF_AN_ADDRESS + 2):
        ask(f"tea {number}")
    assert SavedSearch.objects.count() == MOST_OF_AN_ADDRESS


def test_a_frequency_that_does_not_exist_is_refused(shelf: Shelf) -> None:
    with pytest.raises(ValidationError):
        ask_address(address=ADDRESS, query=Query(text="tea"), frequency="hourly")
    assert not SavedSearch.objects.exists()


def test_whether_an_address_has_an_account_is_told_to_nobody(shelf: Shelf, nok: User) -> None:
    """The same row and the same letter, so the answer cannot differ either."""
    ask(address=nok.email)
    ask(address="nobody@example.com")
    known, unknown = OutboxMail.objects.order_by("pk")
    assert (known.recipient, known.kind, known.language) == (
        unknown.recipient,
        unknown.kind,
        unknown.language,
    )
    assert known.values["name"] == unknown.values["name"]
    assert not SavedSearch.objects.filter(owner=nok).exists()


def test_once_confirmed_the_search_of_a_known_address_is_that_persons(
    shelf: Shelf, nok: User, change: Change
) -> None:
    saved = of_stranger(address=nok.email)
    assert (saved.owner, saved.address) == (nok, "")
    assert letters() == 0
    shelf.put(1, "Durian")
    change(1)
    tell_due()
    assert OutboxMail.objects.get().recipient == nok


def test_a_search_that_person_has_already_is_not_doubled(shelf: Shelf, nok: User, save: Save) -> None:
    own = save("durian")
    assert of_stranger(address=nok.email).pk == own.pk
    assert SavedSearch.objects.count() == 1


def test_who_ends_it_is_forgotten_with_everything(shelf: Shelf, change: Change) -> None:
    saved = of_stranger()
    shelf.put(1, "Durian")
    change(1)
    tell_due()
    drain(MAIL_DRAIN)
    assert OutboxMail.objects.filter(address=ADDRESS).exists()
    services.stop(saved=saved)
    for model in (SavedSearch, AlertHit, OutboxMail):
        assert not model.objects.exists(), model
    assert services.confirm(key=saved.pk) is None


def test_one_of_several_is_ended_alone_or_all_together(shelf: Shelf) -> None:
    first, second, third = of_stranger("tea"), of_stranger("durian"), of_stranger("rice")
    services.stop(saved=first)
    assert set(SavedSearch.objects.values_list("pk", flat=True)) == {second.pk, third.pk}
    of_other = of_stranger("tea", address="other@example.com")
    services.stop(saved=second, everything=True)
    assert list(SavedSearch.objects.values_list("pk", flat=True)) == [of_other.pk]


def test_a_letter_on_its_way_is_taken_back(shelf: Shelf, change: Change) -> None:
    saved = of_stranger()
    drain(MAIL_DRAIN)
    mail.outbox.clear()
    shelf.put(1, "Durian")
    change(1)
    tell_due()
    services.stop(saved=saved)
    drain(MAIL_DRAIN)
    assert mail.outbox == []


def test_who_does_not_confirm_in_time_is_forgotten(shelf: Shelf) -> None:
    ask("tea")
    confirmed = of_stranger("durian")
    assert services.prune(now=timezone.now() + CONFIRM_WITHIN - timedelta(minutes=1)) == 0
    assert services.prune(now=timezone.now() + CONFIRM_WITHIN + timedelta(minutes=1)) == 1
    assert list(SavedSearch.objects.all()) == [confirmed]
    assert {row.values["saved"] for row in OutboxMail.objects.all()} <= {str(confirmed.pk)}


def test_with_an_account_go_its_searches_and_those_of_its_address(
    shelf: Shelf, save: Save, nok: User, lan: User
) -> None:
    save("tea")
    others = save("tea", owner=lan)
    ask("durian", address=nok.email)
    remove_person(user=nok)
    assert list(SavedSearch.objects.all()) == [others]
    assert not OutboxMail.objects.filter(address=nok.email).exists()
