"""What becomes of each row: new, changed, the same, or not taken, with every fault by its cell.

Nothing is written here. The dry run keeps the outcomes; the commit writes the documents.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError

from catalog.merchants.models import Organization
from catalog.products.bulk import cells
from catalog.products.bulk.cells import Misread, Value
from catalog.products.bulk.columns import head_of
from catalog.products.bulk.faults import Fault, told
from catalog.products.bulk.laying import Sheet, changed, lay
from catalog.products.bulk.listings import Listing, Listings, Stated
from catalog.products.bulk.parts import SKU, document_of
from catalog.products.bulk.pictures import PictureBook
from catalog.products.bulk.places import cell
from catalog.products.bulk.reading import Row, Table
from catalog.products.bulk.vocabulary import Vocabulary
from catalog.products.checks import check_document
from catalog.products.document import ProductDocument
from catalog.products.known import Known

AT_ONCE = 200  # rows whose listings are looked up together
# Which columns state a field of the document, where they are called otherwise.
COLUMNS_OF = {
    "lead_times": "lead",
    "terms": "term",
    "attributes": "attribute",
    "variants": "variant",
    "certificates": "certificate",
    "pictures": "picture",
}


@dataclass
class Outcome:
    """What becomes of one row. ``document`` is what its listing says then, ``before`` what it says now."""

    row: int
    number: str = ""
    listing: Listing | None = None
    before: Stated | None = None
    document: ProductDocument | None = None
    fields: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """One of the outcomes of ``ImportedRow``."""
        if self.faults:
            return "fault"
        if self.listing is None:
            return "new"
        return "changed" if self.fields else "same"

    @property
    def title(self) -> str:
        """The title in the language its seller writes, as far as it is known."""
        if self.document is None:
            return ""
        return self.document.title.get(self.document.source_language, "")[:200]


class Judge:
    """Judges the rows of one table for one organization. ``columns`` holds the key of each column."""

    def __init__(
        self,
        *,
        organization: Organization,
        table: Table,
        columns: Sequence[str],
        pictures: PictureBook,
        category: str = "",
    ) -> None:
        self.table = table
        self.places = {key: column for column, key in enumerate(columns) if key}
        self.listings = Listings(organization)
        self.pictures = pictures
        self.known = Known(organization)
        self.vocabulary = Vocabulary(organization)
        self.fresh = ProductDocument(
            source_language=organization.source_language,
            title={},
            category=category,
            country=organization.country_id,
            unit="",
        )
        self._seen: dict[str | Listing, str] = {}

    def outcomes(self, rows: Iterator[Row]) -> Iterator[list[Outcome]]:
        """Yield what becomes of the rows, as many together as are looked up together."""
        chunk: list[Row] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == AT_ONCE:
                yield self.judge(chunk)
                chunk = []
        if chunk:
            yield self.judge(chunk)

    def judge(self, rows: Sequence[Row]) -> list[Outcome]:
        """Return what becomes of these rows."""
        begun = [self._begun(row) for row in rows]
        stated = self.listings.stated({outcome.listing for outcome, _said in begun if outcome.listing})
        for outcome, said in begun:
            if outcome.listing is not None:
                outcome.before = stated.get(outcome.listing)
            self._finish(outcome, said)
        return [outcome for outcome, _said in begun]

    def _begun(self, row: Row) -> tuple[Outcome, dict[str, Value]]:
        outcome = Outcome(row.number)
        said = self._said(row, outcome.faults)
        place = self._place(row.number, said)
        try:
            outcome.number = self._number(said.get("number", ""))
            outcome.listing = self._listing(said, outcome.number)
        except Misread as misread:
            key = "number" if misread.code != "no-listing" else "listing"
            outcome.faults.append(Fault(place(key), misread.code, misread.values))
            return outcome, said
        # One row may call a listing by its number and another by its address.
        names = [name for name in (outcome.number, outcome.listing) if name]
        if twice := next((self._seen[name] for name in names if name in self._seen), ""):
            outcome.faults.append(Fault(place("number"), "twice", {"cell": twice}))
        for name in names:
            self._seen.setdefault(name, place("number"))
        return outcome, said

    def _said(self, row: Row, faults: list[Fault]) -> dict[str, Value]:
        """Return the cells of a row by column; of one that cannot be read at all, nothing."""
        said: dict[str, Value] = {}
        merged = self.table.merged_in(row.number)
        for key, column in self.places.items():
            value = row.values[column] if column < len(row.values) else ""
            wrong = ""
            if (row.number - 1, column) in self.table.formulas or cells.is_formula(value):
                wrong = "formula"
            elif column in merged:
                wrong = "merged"
            if wrong:
                faults.append(Fault(cell(row.number, column), wrong))
            said[key] = "" if wrong else value
        return said

    def _number(self, value: Value) -> str:
        if isinstance(value, float) and value.is_integer():
            # A number that is known has lost nothing.
            known = str(int(value))
            if self.listings.numbered(known):
                return known
        found = cells.code(value, SKU)
        return "" if found == cells.NOTHING else found

    def _listing(self, said: Mapping[str, Value], number: str) -> Listing | None:
        name = str(said.get("listing", "")).strip()
        found = self.listings.named(name) if name else None
        if found is None and number:
            found = self.listings.numbered(number)
        if found is None and name:
            raise Misread("no-listing")
        if found is None and not number:
            raise Misread("no-number")
        return found

    def _place(self, row: int, said: Mapping[str, Value]) -> Callable[[str], str]:
        def place(key: str) -> str:
            column = self.places.get(key)
            if column is None:
                alike = [one for one in self.places if head_of(one) == head_of(key)]
                filled = [one for one in alike if said.get(one, "") != ""]
                column = self.places[(filled or alike)[0]] if alike else 0
            return cell(row, column)

        return place

    def _finish(self, outcome: Outcome, said: Mapping[str, Value]) -> None:
        place = self._place(outcome.row, said)
        base = outcome.before.document if outcome.before else self.fresh
        sheet = Sheet(
            base=base,
            place=place,
            vocabulary=self.vocabulary,
            known=self.known,
            picture=lambda name: self.pictures.find(name, base.pictures),
        )
        lay(sheet, said)
        outcome.document = document_of(sheet)
        outcome.fields = changed(base, outcome.document)
        outcome.faults += [fault for fault in sheet.faults if fault.cell not in _cells(outcome.faults)]
        if outcome.before and outcome.before.in_review and outcome.fields:
            outcome.faults.append(Fault(place("number"), "in-review"))
        if not outcome.faults and (outcome.fields or outcome.listing is None):
            outcome.faults += self._broken_rules(outcome, place)

    def _broken_rules(self, outcome: Outcome, place: Callable[[str], str]) -> list[Fault]:
        """Return the rules of documents that the row breaks; what it does not touch is not its fault."""
        assert outcome.document is not None
        # The pictures were found among the organization's own, and new ones have no number yet.
        shown = outcome.document
        checked = replace(shown, pictures=()) if shown.pictures else shown
        try:
            check_document(document=checked, known=self.known)
        except ValidationError as error:
            messages = error.error_dict.items()
        else:
            return []
        touched = set(outcome.fields) if outcome.listing else None
        return [
            told(place(self._column(field_, outcome.document)), message)
            for field_, problems in messages
            if touched is None or field_ in touched
            for problem in problems
            for message in [_message(problem)]
        ]

    def _column(self, field_: str, document: ProductDocument) -> str:
        if field_ == "title":
            return f"title.{document.source_language}"
        return COLUMNS_OF.get(field_, field_)


def _message(problem: ValidationError) -> object:
    return problem.message % problem.params if problem.params else problem.message


def _cells(faults: Sequence[Fault]) -> set[str]:
    return {fault.cell for fault in faults}
