"""``python -m tests.services start | stop | status | clean [postgres] [redis] [elasticsearch]``."""

import argparse
import shutil
import sys
import time

from tests.services import SERVERS, place


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.services", description="Real servers for tests.")
    parser.add_argument("action", choices=["start", "stop", "status", "clean"])
    parser.add_argument("names", nargs="*", metavar="server", help=f"of {', '.join(SERVERS)}; default: all")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(SERVERS):
        parser.error(f"no such server: {', '.join(sorted(unknown))}; there are {', '.join(SERVERS)}")
    try:
        for name in given.names or SERVERS:
            ACTIONS[given.action](name)
    except place.CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def start(name: str) -> None:
    server = SERVERS[name]
    known = place.addresses().get(server.VARIABLE)
    began = time.monotonic()
    if not known or not server.answers(known):
        known = server.start()
        place.remember(server.VARIABLE, known)
        print(f"{name} started in {time.monotonic() - began:.1f} s", file=sys.stderr)
    print(f"{server.VARIABLE}={known}")


def stop(name: str) -> None:
    server = SERVERS[name]
    server.stop()
    place.remember(server.VARIABLE, None)


def status(name: str) -> None:
    server = SERVERS[name]
    known = place.addresses().get(server.VARIABLE)
    print(f"{name}: {known if known and server.answers(known) else 'not running'}")


def clean(name: str) -> None:
    stop(name)
    shutil.rmtree(place.FOLDER / name, ignore_errors=True)


ACTIONS = {"start": start, "stop": stop, "status": status, "clean": clean}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
