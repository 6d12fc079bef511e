"""What runs where a worker is killed: goods to index, places to stand still, and the control."""

import os
import random
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from catalog.jobs.models import State
from catalog.merchants.services import create_organization
from catalog.products.document import PriceDocument, ProductDocument
from catalog.products.models import Product
from catalog.products.services import move_product, publish_product, save_category
from catalog.search import services
from catalog.search.analysis import prepare
from catalog.search.engines import engine
from catalog.search.models import IndexChange

ANALYSED, WRITTEN = "analysed", "written"
"""The two worst moments: half of a batch read and nothing written; all of it written and nothing noted."""


def stand_still(moment: str) -> None:
    """Leave a sign and wait to be killed."""
    (Path(settings.DATA_DIR) / f"stands-still-{moment}").touch()
    time.sleep(600)


def run(moment: str, after: int, command: Sequence[str]) -> None:
    """Run a management command that stands still after so many records (or writes) of the moment."""
    count = 0

    def counting(function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            nonlocal count
            answer = function(*arguments)
            count += 1
            if count == after:
                stand_still(moment)
            return answer

        return counted

    if moment == ANALYSED:
        patch.object(services, "prepare", counting(prepare)).start()
    else:
        found = engine()
        found.index = counting(found.index)  # type: ignore[method-assign]
    call_command(*command)


def write_goods(count: int) -> int:
    """Publish so many goods as a member's request does, each in a transaction of its own."""
    category = save_category(slug="tea", names={"en": "Tea"})
    house = create_organization(kind="merchant", country="CN", source_language="en", name={"en": "House"})
    for number in range(count):
        document = ProductDocument(
            source_language="en",
            title={"en": f"Tea number {number}", "zh-hans": f"茶 {number} 号"},
            category=category.slug,
            country="CN",
            hs6="090240",
            unit="kg",
            price=PriceDocument(),
        )
        publish_product(organization=house, document=document)
    return Product.objects.count()


def write_goods_without_rows(count: int, last_written: int) -> None:
    """The control: the request writes to the index itself after its commit, and dies between the two."""
    done = 0

    def directly(*, kind: str, ids: Iterable[int]) -> None:
        changed = list(ids)

        def write() -> None:
            nonlocal done
            if kind == "product":
                if done == last_written:
                    os._exit(9)
                done += 1
            services.write_now({kind: set(changed)}, engine())

        transaction.on_commit(write)

    services.mark_dirty = directly
    write_goods(count)


def states() -> dict[str, int]:
    """Return how many changes are in which state."""
    found = list(IndexChange.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in sorted(set(found))}


def leases_end() -> int:
    """Do what time does: let what a dead worker holds be taken over."""
    return IndexChange.objects.filter(state=State.CLAIMED).update(claimed_until=timezone.now())


def differences() -> Sequence[int]:
    """Return how many records are missing, stale and left over."""
    found = services.verify()
    return [len(found.missing), len(found.stale), len(found.left_over)]


def change_goods(seed: int) -> int:
    """Pause and publish some goods again, and let what a dead worker held be taken over."""
    chance = random.Random(seed)
    chosen = [product for product in Product.objects.order_by("pk") if chance.random() < 0.3]
    for product in chosen:
        move_product(product=product, to="published" if product.status == "paused" else "paused")
    leases_end()
    return len(chosen)
