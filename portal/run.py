"""``make run``: prepares an installation and keeps its web server, worker and clock running.

Takes HOST (127.0.0.1), PORT (8000), DATA_DIR (``var``), DEMO (on: loads the demonstration) and
WEB_WORKERS (2) from the environment, with everything that :mod:`portal.settings` reads.
"""

import os
import socket
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections
from redis import RedisError

from portal import environment as env
from portal import preflight
from portal.full_disk import for_want_of_room
from portal.messages import catalogues
from portal.supervisor import Supervisor

BASE = Path(__file__).resolve().parent.parent
BLOCKING_THREADS = 2
"""Threads that run Python in each web worker: more only wait for each other."""
BACKPRESSURE = 512
"""Connections a web worker holds at once, those that browsers keep open among them; the rest wait in the
kernel's queue. At 64 the 129th visitor of two workers waited half a minute, until another had gone."""
FIRST_ANSWER_SECONDS = 60


def say(line: str) -> None:
    print(line, flush=True)


def step(label: str, work: Callable[[], object]) -> None:
    """Do one part of the preparation and tell how long it took."""
    began = time.monotonic()
    work()
    say(f"  {label:<28} {time.monotonic() - began:6.1f} s")


def command(name: str, *arguments: str) -> Callable[[], object]:
    return lambda: call_command(name, *arguments)


def prepare(*, demo: bool) -> None:
    """Bring database, reference data, static files and search index up to date. May be repeated."""
    from catalog.search.engines import engine

    # Checks come first, as on the command line: a setting that cannot be used is told before work begins.
    migrate = {"interactive": False, "verbosity": 0, "skip_checks": False}
    step("database", lambda: call_command("migrate", **migrate))
    step("reference data", command("load_reference"))
    step("places and entry rules", command("load_journeys"))
    step("past years of the fair", command("load_past_editions"))
    step("glossary", command("load_glossary"))
    step("pages", command("set_up_pages"))
    if demo:
        step("demonstration", command("load_demo"))
    step("static files", lambda: call_command("collectstatic", interactive=False, verbosity=0))
    if not engine().status().ready:
        step("search index", command("search", "rebuild"))
    call_command("create_administrator", "--at-start")


def commands(*, host: str, port: int) -> dict[str, Sequence[str]]:
    """Return the processes of a running portal by name."""
    python = sys.executable
    manage = str(BASE / "manage.py")
    workers = env.number("WEB_WORKERS", default=2, least=1, most=64)
    web = [python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", str(workers), "--blocking-threads", str(BLOCKING_THREADS)]
    web += ["--backpressure", str(BACKPRESSURE), "--respawn-failed-workers", "--log-level", "warning"]
    return {
        "web server": [*web, "portal.wsgi:application"],
        "worker": [python, manage, "db_worker", "--queue-name", "*"],
        "clock": [python, manage, "clock"],
    }


def wait_for_answer(host: str, port: int) -> None:
    """Return when the web server listens, or when it has had time enough to say why it does not."""
    deadline = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return


def trouble(error: Exception, folder: Path) -> str:
    """Return what a start that failed underway says: what is away or full, and whose word it is."""
    told = " ".join(str(error).split()).rstrip(".?")
    if for_want_of_room(error):
        return f"There is no room left: {told}. Make room on the disk of {folder} and start again."
    if isinstance(error, RedisError):
        return f"Redis cannot be used: {told}. REDIS_URL says which one it is."
    if isinstance(error, DatabaseError):
        return f"The database cannot be used: {told}. DATABASE_URL says which one it is."
    return f"A file cannot be used: {told}. Give this user the right to read and write there."


def main() -> int:
    """Prepare, run until asked to stop, and return the exit code."""
    try:
        host = env.text("HOST", "127.0.0.1")
        port = env.number("PORT", default=8000, least=1, most=65535)
        demo = env.boolean("DEMO", default=True)
        folder = Path(env.text("DATA_DIR", str(BASE / "var"))).resolve()
        preflight.check(host=host, port=port, folder=folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
        catalogues.compile_all(BASE / "locales")
        django.setup()
        say(f"Preparing the portal in {folder}")
        processes = commands(host=host, port=port)
        prepare(demo=demo)
    except (ImproperlyConfigured, preflight.NotReady, CommandError) as error:
        say(str(error))
        return 1
    except (DatabaseError, OSError, RedisError) as error:
        say(trouble(error, folder))
        return 1
    connections.close_all()
    supervisor = Supervisor(processes, say)
    supervisor.run(started=lambda: welcome(host, port, demo=demo))
    say("Stopped.")
    return 0


def welcome(host: str, port: int, *, demo: bool) -> None:
    """Print the address, and for the demonstration one sign-in per role."""
    wait_for_answer(host, port)
    shown = "localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host
    say(f"\nOpen http://{shown}:{port}/\n")
    if demo:
        say("Sign in as one of these; the passwords were made for this installation:")
        call_command("demo_accounts")
        say(f"Members of an organization work at http://{shown}:{port}/en/desk/")
    say("\nCtrl-C stops it.")


if __name__ == "__main__":
    sys.exit(main())
