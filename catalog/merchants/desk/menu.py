"""What this room puts into the desk's menu and its list of first steps."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import WRITERS, Membership, Organization, Storefront
from catalog.merchants.selectors.evidence import has_evidence
from catalog.reference.languages import codes
from catalog.seams import desk
from catalog.seams.desk import DeskEntry, DeskStep
from catalog.translation.selectors import text_in

Role = Membership.Role
EVERYBODY = frozenset(Role.values)
SELLERS = frozenset(set(Organization.Kind.values) - {Organization.Kind.COMPANY, Organization.Kind.PERSON})


def has_profile(organization_id: int) -> bool:
    """Tell whether an organization is named in a second language."""
    organization = Organization.objects.get(pk=organization_id)
    return len([code for code in codes() if text_in(organization, "name", code)]) > 1


def is_open(organization_id: int) -> bool:
    """Tell whether an organization's storefront was ever published, or is with a reviewer to be."""
    told = Q(version__gt=0) | Q(draft__submitted_at__isnull=False)
    return Storefront.objects.filter(told, organization=organization_id).exists()


def register() -> None:
    """Fill the seam while the site starts."""
    desk.register(DeskEntry("home", _("Overview"), "desk-home", EVERYBODY, order=0))
    desk.register(DeskEntry("profile", _("Name and place"), "desk-profile", WRITERS, order=10))
    desk.register(DeskEntry("evidence", _("Evidence"), "desk-evidence", WRITERS, order=20))
    desk.register(
        DeskEntry("storefront", _("Storefront"), "desk-storefront", WRITERS, order=30, kinds=SELLERS)
    )
    desk.register(DeskEntry("brands", _("Brands"), "desk-brands", WRITERS, order=35, kinds=SELLERS))
    desk.register(DeskEntry("members", _("Members"), "desk-members", EVERYBODY, order=90))
    desk.register_step(
        DeskStep(
            "profile",
            _("Name and place"),
            _("Say in a second language what you are called."),
            "desk-profile",
            WRITERS,
            has_profile,
            order=10,
        )
    )
    desk.register_step(
        DeskStep(
            "evidence",
            _("Evidence"),
            _("Send in a document that shows who you are. Buyers see what was checked."),
            "desk-evidence",
            WRITERS,
            has_evidence,
            order=20,
        )
    )
    desk.register_step(
        DeskStep(
            "storefront",
            _("Storefront"),
            _("Say what you offer, and publish it."),
            "desk-storefront",
            WRITERS,
            is_open,
            order=30,
            kinds=SELLERS,
        )
    )
