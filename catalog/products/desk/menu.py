"""What this room puts into the desk's menu and its list of first steps."""

from django.utils.translation import gettext_lazy as _

from catalog.merchants.desk.menu import SELLERS
from catalog.merchants.models import WRITERS, Organization
from catalog.products.models import ListingDraft, Product
from catalog.seams import desk
from catalog.seams.desk import DeskEntry, DeskStep


def has_listing(organization_id: int) -> bool:
    """Tell whether an organization has put a listing before the reviewers, or has one published."""
    sent = ListingDraft.objects.filter(organization=organization_id, state=ListingDraft.State.REVIEW)
    return sent.exists() or Product.objects.filter(organization=organization_id, version__gt=0).exists()


def register() -> None:
    """Fill the seam while the site starts."""
    desk.register(DeskEntry("products", _("Goods"), "desk-products", WRITERS, order=40, kinds=SELLERS))
    desk.register_step(
        DeskStep(
            "products",
            _("First product"),
            _("List what you sell and send it in. A reviewer looks at it before readers do."),
            "desk-products",
            WRITERS,
            has_listing,
            order=40,
            kinds=SELLERS - {Organization.Kind.TOUR_OPERATOR},  # they begin with a tour
        )
    )
