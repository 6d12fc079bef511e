"""Redis from the system's packages, in memory only."""

import shutil

import redis

from tests.services import place

VARIABLE = "TEST_REDIS_URL"


def start() -> str:
    """Start the server and return its address. Raises CannotStart where it is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        raise place.CannotStart("Redis is not installed: apt-get install redis-server")
    home, port = place.folder("redis"), place.free_port()
    options = {
        "bind": "127.0.0.1",
        "port": str(port),
        "save": "",
        "appendonly": "no",
        "daemonize": "yes",
        "dir": str(home),
        "pidfile": str(home / "pid"),
        "logfile": str(home / "log"),
    }
    place.run([program, *(word for name, value in options.items() for word in (f"--{name}", value))])
    address = f"redis://127.0.0.1:{port}/0"
    place.wait_until(lambda: answers(address), "Redis", 20)
    return address


def answers(address: str) -> bool:
    client = redis.Redis.from_url(address, socket_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def stop() -> None:
    place.end(place.FOLDER / "redis" / "pid")
