"""What files of listings put into the seams: private files, a drain, a schedule, a line of the menu."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from catalog.files import permissions
from catalog.jobs import registry
from catalog.merchants.desk.menu import SELLERS
from catalog.merchants.models import WRITERS
from catalog.products.bulk import draining, files
from catalog.seams import desk, schedules
from catalog.seams.desk import DeskEntry


def register() -> None:
    """Fill the seams while the site starts."""
    for kind in files.KINDS:
        permissions.register(kind)
    registry.register(draining.DRAINING)
    schedules.register(
        schedules.Schedule("products.prune-imports", every=timedelta(days=1), run=files.prune_imports)
    )
    desk.register(DeskEntry("files", _("Goods by file"), "desk-files", WRITERS, order=45, kinds=SELLERS))
