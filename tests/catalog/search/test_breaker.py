"""A server that fails is left alone for a while, then looked at by one caller at a time."""

import threading

import pytest

from catalog.search.breaker import Breaker


class Server:
    """Answers probes, or does not, and counts them; its clock moves when told to."""

    def __init__(self) -> None:
        self.well = True
        self.probes = 0
        self.now = 100.0

    def alive(self) -> bool:
        self.probes += 1
        return self.well


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def breaker(server: Server) -> Breaker:
    return Breaker(server.alive, pause=2.0, clock=lambda: server.now)


def test_as_long_as_all_goes_well_nobody_probes(breaker: Breaker, server: Server) -> None:
    assert all(breaker.closed() for _ in range(5))
    assert (server.probes, breaker.trouble) == (0, "")


def test_after_a_failure_the_server_is_left_alone_and_then_looked_at(
    breaker: Breaker, server: Server
) -> None:
    breaker.open("no answer")
    assert (breaker.closed(), breaker.trouble, server.probes) == (False, "no answer", 0)
    server.now += 1.9
    assert not breaker.closed()
    server.now += 0.2
    assert breaker.closed()
    assert (server.probes, breaker.trouble) == (1, "")


def test_a_server_that_stays_away_is_looked_at_less_and_less_often(breaker: Breaker, server: Server) -> None:
    breaker.open("gone")
    server.well = False
    looked_at = []
    for second in range(100, 220):
        server.now = float(second)
        before = server.probes
        assert not breaker.closed()
        if server.probes > before:
            looked_at.append(second)
    assert looked_at == [102, 106, 114, 130, 160, 190]
    server.well = True
    server.now = 221.0
    assert breaker.closed()


def test_once_back_it_is_looked_at_soon_after_the_next_failure(breaker: Breaker, server: Server) -> None:
    breaker.open("gone")
    server.well = False
    for server.now in (103.0, 108.0):
        assert not breaker.closed()
    server.well = True
    server.now = 150.0
    assert breaker.closed()
    breaker.open("gone again")
    server.now = 152.0
    assert breaker.closed()


def test_a_second_failure_does_not_put_the_next_look_off(breaker: Breaker, server: Server) -> None:
    breaker.open("gone")
    server.now = 101.5
    breaker.open("gone, says another thread")
    server.now = 102.0
    assert breaker.closed()


def test_while_one_looks_the_others_do_not_wait() -> None:
    looking, go_on = threading.Event(), threading.Event()

    def slowly() -> bool:
        looking.set()
        return go_on.wait(10)

    breaker = Breaker(slowly, pause=0.0)
    breaker.open("gone")
    answers: list[bool] = []
    first = threading.Thread(target=lambda: answers.append(breaker.closed()))
    first.start()
    assert looking.wait(10)
    assert breaker.closed() is False
    go_on.set()
    first.join()
    assert answers == [True]
    assert breaker.closed()
