"""Keeps the portal's processes running until it is told to stop."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

STOP_SECONDS = 15.0
"""How long a process may take to finish what it does before it is killed."""
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
"""A process that ran this long is no longer counted as failing to start."""
LOOK_SECONDS = 0.2


@dataclass
class Child:
    """One process and how often it has died of late."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    start_again_at: float = field(default=0.0)

    def start(self, now: float) -> None:
        # A session of its own: Ctrl-C at the terminal reaches us alone, and we stop each in order.
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, start_new_session=True)
        self.started_at = now

    def pause_seconds(self) -> float:
        """Return how long to wait before the next start: doubled with each death."""
        # The exponent stays small: a process that dies all night must not end in an overflow.
        return min(2.0 ** min(self.deaths - 1, 10), LONGEST_PAUSE_SECONDS)


class Supervisor:
    """Starts processes, starts again those that die, and stops all when asked."""

    def __init__(self, commands: dict[str, Sequence[str]], say: Callable[[str], None]) -> None:
        self.children = [Child(name, command) for name, command in commands.items()]
        self.say = say
        self.stopping = False

    def ask_to_stop(self, *_: object) -> None:
        self.stopping = True

    def run(self, started: Callable[[], None] = lambda: None) -> None:
        """Run until SIGINT or SIGTERM arrives, then stop every process."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.ask_to_stop)
        try:
            for child in self.children:
                child.start(time.monotonic())
            started()
            while not self.stopping:
                self.look_after(time.monotonic())
                time.sleep(LOOK_SECONDS)
        finally:
            self.stop()

    def look_after(self, now: float) -> None:
        """Notice processes that died, and start those whose pause is over."""
        for child in self.children:
            if child.process is None:
                if now >= child.start_again_at:
                    child.start(now)
            elif (code := child.process.poll()) is not None:
                child.deaths = 1 if now - child.started_at > STEADY_SECONDS else child.deaths + 1
                child.process = None
                child.start_again_at = now + child.pause_seconds()
                self.say(f"{child.name} ended with {code}; it starts again in {child.pause_seconds():.0f} s.")

    def stop(self) -> None:
        """Ask every process to end, and kill those that do not."""
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
