"""A demonstration that loads in a moment: all of the content or a piece, and plain pictures for all."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from portal.demo import loading
from portal.demo.art import printing
from portal.demo.articles import told_articles
from portal.demo.reading import Content, content
from portal.demo.schema import ConversationEntry

Tell = Callable[[Content], None]


@pytest.fixture
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def plain_pictures(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Print a plain sheet instead of every drawing; returns the names that were asked for."""
    sheet = io.BytesIO()
    Image.new("RGB", (80, 60), "#1d7a70").save(sheet, "JPEG")
    asked: list[str] = []

    def print_plain(names: list[str]) -> Iterator[bytes]:
        for name in names:
            asked.append(name)
            # A comment makes every print a file of its own.
            yield sheet.getvalue() + name.encode()

    monkeypatch.setattr(printing, "_print_all", print_plain)
    # A page in ten languages takes seconds; test_articles.py looks at all of them.
    articles = told_articles()
    few = replace(articles, entries=articles.entries[:1])
    monkeypatch.setattr("portal.demo.articles.told_articles", lambda: few)
    return asked


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch, plain_pictures: list[str]) -> Tell:
    """Say what the demonstration consists of from now on."""

    def told(piece: Content) -> None:
        monkeypatch.setattr(loading, "content", lambda: piece)

    return told


@pytest.fixture
def piece(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> Content:
    """A piece of the demonstration: a tea house, a pepper garden and a buyer, with their goods.

    Pages are no part of it: one in ten languages takes longer than all the rest. Nor are the fair, the
    tours and the conversations, which have tests of their own, nor categories without goods.
    """
    monkeypatch.setattr(loading, "bring_articles", lambda pictures, done: None)
    monkeypatch.setattr(loading, "bring_pages", lambda done: None)
    told = content()
    sellers = {"green-banyan-tea-house", "mekong-pepper-garden", "buyer-in-hanoi"}
    goods = tuple(
        entry for entry in told.products if entry.slug in {"liubao-tea-basket-2019", "kampot-pepper-black"}
    )
    used = {entry.category for entry in goods}
    small = replace(
        told,
        organizations=tuple(entry for entry in told.organizations if entry.slug in sellers),
        brands=tuple(brand for brand in told.brands if brand.organization in sellers),
        products=goods,
        branches=tuple(
            replace(branch, categories=tuple(leaf for leaf in branch.categories if leaf.slug in used))
            for branch in told.branches
            if branch.slug in {"tea-coffee", "spices"}
        ),
        indications=tuple(
            entry for entry in told.indications if entry.slug in {"liubao-tea", "kampot-pepper"}
        ),
        evidence=tuple(entry for entry in told.evidence if entry.organization in sellers),
        conversations=(),
        drafts=tuple(entry for entry in told.drafts if entry.organization in sellers),
        fair=None,
        tours=None,
    )
    tell(small)
    return small


def conversations_of(piece: Content) -> tuple[ConversationEntry, ...]:
    """Return what the sellers of a piece were asked in the whole demonstration."""
    sellers = {entry.slug for entry in piece.organizations}
    return tuple(entry for entry in content().conversations if entry.organization in sellers)
