"""A room whose records live in memory: what tests of search put on the shelf and take off again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.seams.preferences import Preferences
from catalog.search.contributors import Contributor, Facet, Row
from catalog.search.documents import SearchDocument
from catalog.translation.texts import LocalText


@dataclass
class Shelf:
    """Records of one kind; those in `withdrawn` are described to nobody and shown to nobody."""

    kind: str = "thing"
    records: dict[int, SearchDocument] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    asked: int = 0

    def put(self, record: int, titles: Mapping[str, str] | str, **more: Any) -> SearchDocument:
        texts = {"en": titles} if isinstance(titles, str) else dict(titles)
        self.records[record] = SearchDocument(kind=self.kind, id=record, titles=texts, **more)
        return self.records[record]

    def documents(self, ids: Sequence[int]) -> Iterator[SearchDocument]:
        self.asked += 1
        yield from (self.records[record] for record in ids if self._there(record))

    def all_ids(self) -> Iterator[int]:
        yield from sorted(self.records)

    def present(self, ids: Sequence[int], preferences: Preferences) -> dict[int, Row]:
        return {record: self._row(record, preferences.language) for record in ids if self._there(record)}

    def contributor(self, **more: Any) -> Contributor:
        """Describe the shelf to search; what is given replaces what it says of itself."""
        described: dict[str, Any] = {
            "name": self.kind,
            "label": f"{self.kind.title()}s",
            "documents": self.documents,
            "all_ids": self.all_ids,
            "present": self.present,
            "facets": (
                Facet("country", "Country", lambda values, _: {value: f"in {value}" for value in values}),
            ),
        }
        return Contributor(**described | more)

    def _there(self, record: int) -> bool:
        return record in self.records and record not in self.withdrawn

    def _row(self, record: int, language: str) -> Row:
        document = self.records[record]
        texts = [LocalText(value, code) for code, value in document.titles.items()]
        title = next((text for text in texts if text.language == language), texts[0])
        bodies = [LocalText(value, code) for code, value in document.bodies.items()]
        return Row(
            url=f"/{self.kind}/{record}/",
            title=title,
            original=texts[0] if texts[0] != title else None,
            texts=[*texts, *bodies],
        )
