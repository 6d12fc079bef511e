"""A process with Django set up that forks one child for each piece of work, started by the fault harness.

A child is a process of its own, as new as one that has just begun: nothing was done before it but
loading the code and tables that never change, which takes seconds. Orders come in and answers go out as
pickles: for work that is waited for its exit code, for work that is only begun the number of its process.
"""

import atexit
import importlib
import json
import os
import pickle
import sys
import traceback
from typing import Any, BinaryIO

import django
from django.core.management import execute_from_command_line

Order = tuple[str, list[str], str, str]
"""``call`` or ``manage``, its arguments, and the files that take what it prints and its errors.

The same after ``begin`` is not waited for; ``ended`` asks after the process with the number that is its
one argument: its exit code, or None as long as it runs.
"""
ENDED = "ended"
BEGIN = "begin "


def call(address: str, arguments: str) -> None:
    """Call a function on JSON and print what it returns as JSON, on a line of its own."""
    module, _, name = address.partition(":")
    value: Any = getattr(importlib.import_module(module), name)(**json.loads(arguments))
    sys.stdout.write(f"\n{json.dumps(value)}\n")


def work(order: Order) -> int:
    """Do what is asked for and return the exit code it would have had as a process started for it."""
    kind, arguments, _out, _errors = order
    try:
        if kind.removeprefix(BEGIN) == "call":
            call(*arguments)
        else:
            execute_from_command_line(["manage.py", *arguments])
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
            return 1
        return end.code or 0
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def load() -> None:
    """Load what is else loaded at the first address and the first quantity that a process meets."""
    from django.urls import get_resolver

    from catalog.reference import units

    django.setup()
    _ = get_resolver().reverse_dict
    units.units_convert("kg", "g")


def forked(order: Order) -> int:
    """Fork, let the child work, and return the number of its process."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        for path, channel in ((os.devnull, 0), (order[2], 1), (order[3], 2)):
            more = os.O_APPEND if order[0].startswith(BEGIN) else os.O_TRUNC
            opened = os.open(path, os.O_RDONLY if channel == 0 else os.O_WRONLY | os.O_CREAT | more)
            os.dup2(opened, channel)
        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
        code = work(order)
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def answer(order: Order) -> int | None:
    """Do what an order says."""
    if order[0] == ENDED:
        child, status = os.waitpid(int(order[1][0]), os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if child else None
    child = forked(order)
    return child if order[0].startswith(BEGIN) else os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(orders: BinaryIO, answers: BinaryIO) -> None:
    """Serve orders until the other side closes the pipe."""
    load()
    while True:
        try:
            order: Order = pickle.load(orders)
        except EOFError:
            return
        pickle.dump(answer(order), answers)
        answers.flush()


if __name__ == "__main__":
    main(
        os.fdopen(os.dup(sys.stdin.fileno()), "rb"),
        os.fdopen(os.dup(sys.stdout.fileno()), "wb"),
    )
