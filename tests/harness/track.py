"""The process that forks racers, started and spoken to by :mod:`tests.harness.race`."""

import gc
import importlib
import multiprocessing
import os
import pickle
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, BinaryIO

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.urls import get_resolver
from django.utils.translation import gettext

from tests.harness.race import PATIENCE_SECONDS, Order, Turn
from tests.snapshot import FileSnapshot, ServerSnapshot, point_at, snapshot

FORK = multiprocessing.get_context("fork")


def found(address: str) -> Callable[..., Any]:
    module, _, name = address.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def in_child(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Call a function in a forked process, so that this one never holds a connection to inherit.

    Raises RuntimeError with the child's traceback.
    """
    ours, theirs = FORK.Pipe()

    def work() -> None:
        try:
            theirs.send((True, function(*arguments, **named)))
        except BaseException:
            theirs.send((False, traceback.format_exc()))
        finally:
            connection.close()

    process = FORK.Process(target=work)
    process.start()
    theirs.close()
    good, value = received(ours)
    process.join()
    if not good:
        raise RuntimeError(value)
    return value


def received(pipe: Connection) -> Any:
    try:
        if pipe.poll(PATIENCE_SECONDS):
            return pipe.recv()
    except EOFError:
        return False, "A process of the race died."
    return False, f"A process of the race was not done after {PATIENCE_SECONDS} seconds."


def take_seat(seat: int, order: Order, stage: Any, gate: Barrier, pipe: Connection) -> None:
    """Run one racer through all rounds and send its turns."""
    racer = found(order.racer)
    turns = []
    connection.ensure_connection()
    for number in range(order.rounds):
        gate.wait(PATIENCE_SECONDS)
        try:
            turns.append(Turn(number, seat, racer(stage, number, seat)))
        except Exception as error:
            turns.append(Turn(number, seat, error=f"{type(error).__name__}: {error}"))
    connection.close()
    pipe.send((True, turns))


def opened() -> None:
    """Open the database once: a fresh SQLite file turns to its journal then, which no two may do at once."""
    connection.ensure_connection()


def race(order: Order) -> tuple[list[Turn], Any]:
    """Stage, run and judge one race on the database the connection points at."""
    in_child(opened)
    stage = in_child(found(order.stage), **order.arguments) if order.stage else dict(order.arguments)
    gate = FORK.Barrier(order.processes)
    pipes, processes = [], []
    for seat in range(order.processes):
        ours, theirs = FORK.Pipe()
        process = FORK.Process(target=take_seat, args=(seat, order, stage, gate, theirs))
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    turns: list[Turn] = []
    for pipe in pipes:
        good, value = received(pipe)
        if not good:
            for process in processes:
                process.kill()
            raise RuntimeError(value)
        turns += value
    for process in processes:
        process.join()
    return turns, in_child(found(order.verdict), stage) if order.verdict else None


def answer(order: Order, source: FileSnapshot | ServerSnapshot, number: int) -> object:
    """Run a race on a fresh copy of the migrated database; return its result or a traceback."""
    name = (
        str(Path(settings.DATA_DIR) / f"race-{number}.sqlite3")
        if isinstance(source, FileSnapshot)
        else f"race_{os.getpid()}_{number}"
    )
    source.copy_to(name)
    usual = str(connection.settings_dict["NAME"])
    point_at(name)
    try:
        return race(order)
    except Exception:
        return traceback.format_exc()
    finally:
        point_at(usual)
        source.discard(name)


def load() -> None:
    """Load what each racer would else load for itself: the addresses, and what is said in English.

    What is there now the collector leaves alone: a racer would copy all of it only to count it.
    """
    _ = get_resolver().reverse_dict
    gettext("Free")
    gc.collect()
    gc.freeze()


def main(orders: BinaryIO, answers: BinaryIO) -> None:
    """Serve orders until the other side closes the pipe."""
    source = snapshot()
    load()
    number = 0
    while True:
        try:
            order = pickle.load(orders)
        except EOFError:
            return
        number += 1
        pickle.dump(answer(order, source, number), answers)
        answers.flush()


if __name__ == "__main__":
    # What a test prints must not end up between the answers.
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    main(sys.stdin.buffer, channel)
