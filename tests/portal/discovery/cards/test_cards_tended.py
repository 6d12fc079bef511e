"""Cards stand even where an event was never told, a worker died, or a picture cannot be read."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.jobs.models import State
from catalog.jobs.services import drain
from catalog.products.models import Product
from catalog.reference.languages import codes
from catalog.seams import schedules
from portal.discovery.cards import drawing, frame, services, tending
from portal.discovery.cards.subjects import KINDS
from portal.discovery.cards.words import CardWords
from portal.discovery.models import Card, CardChange
from tests.portal.discovery.cards.conftest import MakePicture, files, kept
from tests.portal.discovery.conftest import DrawAll
from tests.stock import MakeProduct


def test_the_clock_looks_after_cards_every_day() -> None:
    (ours,) = [one for one in schedules.registered() if one.name == "discovery.cards"]
    assert (ours.every, ours.run) == (timedelta(days=1), tending.check_cards)


def test_cards_nobody_told_of_are_found(liubao: Product, kampot: Product, draw_all: DrawAll) -> None:
    draw_all()
    Card.objects.filter(kind="product", record=liubao.pk).delete()
    Product.objects.filter(pk=kampot.pk).update(status=Product.Status.PAUSED)
    tending.check_cards()
    assert {row.record for row in CardChange.objects.filter(kind="product", state=State.WAITING)} == {
        liubao.pk,
        kampot.pk,
    }
    draw_all()
    assert set(Card.objects.filter(kind="product").values_list("record", flat=True)) == {liubao.pk}


def test_the_first_check_of_an_installation_wants_every_card(whole_site: None, draw_all: DrawAll) -> None:
    CardChange.objects.all().delete()
    tending.check_cards()
    draw_all()
    kinds = set(Card.objects.values_list("kind", flat=True))
    assert kinds == set(KINDS)
    CardChange.objects.all().delete()
    tending.check_cards()
    assert not CardChange.objects.exclude(kind="page").exists()


def test_cards_drawn_by_other_code_are_drawn_anew(
    liubao: Product, draw_all: DrawAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_all()
    standing = Card.objects.count()
    for module in (services, frame):
        monkeypatch.setattr(module, "edition", lambda: "tomorrow")
    tending.check_cards()
    assert Card.objects.filter(current=True).count() == standing  # shown until the new ones are there
    draw_all()
    assert set(Card.objects.values_list("frame", flat=True)) <= {frame.frame_digest(code) for code in codes()}
    assert not tending.frame_changed()


def test_the_edition_is_that_of_everything_a_card_is_drawn_with(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {source.name for source in drawing.DRAWN_WITH} >= {"card.typ", "sun.svg", "drawing.py"}
    drawing.edition.cache_clear()
    before = drawing.edition()
    drawing.edition.cache_clear()
    monkeypatch.setattr(drawing, "DRAWN_WITH", drawing.DRAWN_WITH[1:])
    assert drawing.edition() != before
    drawing.edition.cache_clear()


def test_files_no_card_names_are_swept_once_they_are_old(liubao: Product, draw_all: DrawAll) -> None:
    draw_all()
    stray = default_storage.save("cards/product/0/1-en-stray.jpg", ContentFile(b"x"))
    assert tending.sweep_cards() == 0
    assert stray in files()
    assert tending.sweep_cards(older_than=timedelta(seconds=-60)) == 1
    assert {card.path for card in Card.objects.all()} == files()


def test_a_picture_that_cannot_be_read_leaves_the_words(
    more_tea: MakeProduct, make_picture: MakePicture, draw_all: DrawAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = make_picture()
    tea = more_tea(1, pictures=(picture.pk,))
    monkeypatch.setattr(services, "draw", lambda words, data: b"words and picture" if data else b"words")
    default_storage.delete(picture.manifest["jpeg"][-1][2])
    draw_all()
    with default_storage.open(kept("product", tea.pk).path) as file:
        assert file.read() == b"words"


def test_a_card_that_cannot_be_drawn_does_not_keep_the_others(
    liubao: Product, kampot: Product, draw_all: DrawAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(words: CardWords, picture: bytes | None) -> bytes:
        if words.subject == liubao.slug:
            raise RuntimeError("typst stumbled")
        return b"card"

    monkeypatch.setattr(services, "draw", stumble)
    draw_all()
    assert set(Card.objects.filter(kind="product").values_list("record", flat=True)) == {kampot.pk}
    (failed,) = CardChange.objects.exclude(state=State.DONE)
    assert (failed.record, failed.state) == (liubao.pk, State.WAITING)
    assert "typst stumbled" in failed.last_error
    assert failed.due_at > timezone.now()


def test_what_a_dead_worker_held_is_drawn_by_the_next(liubao: Product, draw_all: DrawAll) -> None:
    CardChange.objects.update(
        state=State.CLAIMED,
        claimed_by="gone",
        claimed_until=timezone.now() - timedelta(seconds=1),
        attempts=1,
    )
    draw_all()
    assert Card.objects.filter(kind="product").count() == len(codes())


def test_a_change_while_a_card_is_drawn_is_not_lost(
    liubao: Product, draw_all: DrawAll, drawn: list[CardWords], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drain looks once more after writing: the last card drawn is of the last words."""
    done: list[str] = []

    def slow(words: CardWords, picture: bytes | None) -> bytes:
        if words.subject == liubao.slug and words.language == "my" and not done:
            done.append(words.language)
            Product.objects.rewrite(False).filter(pk=liubao.pk).update(title_en="Changed meanwhile")
        return b"card"

    monkeypatch.setattr(services, "draw", slow)
    drain(services.DRAIN)
    assert kept("product", liubao.pk, "en").alt == "Changed meanwhile"
    assert kept("product", liubao.pk, "my").alt == "Changed meanwhile"


def test_reading_the_words_costs_the_same_however_many(
    liubao: Product, more_tea: MakeProduct, draw_all: DrawAll
) -> None:
    costs = []
    for count in (1, 23):
        for number in range(count):
            more_tea(number + 100 * count)
        ids = list(KINDS["product"].all_ids())
        with CaptureQueriesContext(connection) as asked:
            assert len(KINDS["product"].words(ids, "th")) == len(ids)
        costs.append(len(asked))
    assert costs == [2, 2]
