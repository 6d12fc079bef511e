"""What happens inside an installation whose worker is killed while it brings a file in."""

from typing import Any

from catalog.products.bulk.sending import bring_in
from catalog.products.models import ListingDraft, ListingImport
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import send_rows, tea_row
from tests.stock import open_tea_house, plant_food, plant_tea

ROWS = 100


def begin() -> int:
    """Send a file, have it checked, and ask for it to be brought in; return how many rows it has."""
    plant_tea(plant_food())
    house = open_tea_house()
    wei = User.objects.create_user("wei@example.com", "x", name="Wei")
    imported = send_rows(house, wei, [tea_row(number) for number in range(1, ROWS + 1)])
    bring_in(imported=imported, submit=False, by=wei)
    return imported.rows.count()


def found() -> dict[str, Any]:
    """Return what came of it: the numbers written, the stage of the file, and how often drafts were saved."""
    drafts = ListingDraft.objects.all()
    return {
        "numbers": sorted(draft.document["number"] for draft in drafts),
        "revisions": sorted({draft.revision for draft in drafts}),
        "stage": ListingImport.objects.get().stage,
        "done": ListingImport.objects.get().rows.filter(done=True).count(),
    }
