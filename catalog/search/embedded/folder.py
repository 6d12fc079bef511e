"""The data folder of the embedded engine: which index is in use, who may write, what a rebuild must not miss.

current             names the folder of the index in use; replaced as a whole
<index folder>/     one tantivy index
<index folder>.journal  entries written while that index was being built
writer.lock, rebuild.lock  held by one process at a time, freed by the system when it dies
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files import locks

from catalog.search.engine import EngineBusyError

_PATIENCE_SECONDS = 20.0
_PAUSE_SECONDS = 0.02
_JOURNAL = ".journal"


class SearchFolder:
    """Everything the engine does with files, apart from tantivy's own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """Return the folder of the index in use, if one was made."""
        try:
            name = (self.root / "current").read_text(encoding="utf-8").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        return self.root / name if name and Path(name).name == name else None

    def use(self, folder: Path) -> None:
        """Make this the index in use, in one step that no reader can see half done."""
        fresh = self.root / "current.new"
        fresh.write_text(folder.name, encoding="utf-8")
        fresh.replace(self.root / "current")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write; waits for a while. Raises EngineBusyError."""
        with self._lock("writer.lock", _PATIENCE_SECONDS):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Hold the right to rebuild. Raises EngineBusyError at once when another rebuild runs."""
        with self._lock("rebuild.lock", 0.0):
            yield

    def open_journal(self, folder: Path) -> None:
        """From now on keep what is written for the index being built in `folder`."""
        self._journal(folder).touch()

    def append(self, lines: list[str]) -> bool:
        """Keep lines for a rebuild that is under way; False when there is none."""
        journals = list(self.root.glob(f"*{_JOURNAL}"))
        if not journals:
            return False
        try:
            with self.rebuilding():
                # The lock was free: that rebuild is dead, and nobody will ever read its journal.
                for journal in journals:
                    journal.unlink()
            return False
        except EngineBusyError:
            with journals[0].open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
            return True

    def journal(self, folder: Path) -> Iterator[str]:
        """Yield the lines kept for this index."""
        with self._journal(folder).open(encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\n")

    def close_journal(self, folder: Path) -> None:
        """Stop keeping lines for this index."""
        self._journal(folder).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Delete indexes and journals that are no longer in use."""
        used = self.current()
        for path in self.root.glob("v*"):
            if path.is_dir() and path != used:
                shutil.rmtree(path, ignore_errors=True)
            elif path.suffix == _JOURNAL:
                path.unlink(missing_ok=True)

    def _journal(self, folder: Path) -> Path:
        return folder.with_name(folder.name + _JOURNAL)

    @contextmanager
    def _lock(self, name: str, patience: float) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + patience
        with (self.root / name).open("w") as file:
            while not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
                if time.monotonic() >= deadline:
                    raise EngineBusyError(f"{self.root / name} is held by another process.")
                time.sleep(_PAUSE_SECONDS)
            try:
                yield
            finally:
                locks.unlock(file)
