"""Writes: the halls of an edition and the stands on their plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.reference.slugs import check_slug
from catalog.seams import freshness
from catalog.translation import services as translation
from expo.fair import layout
from expo.fair.layout import Place
from expo.fair.models import Edition, Hall, Stand
from expo.fair.refusals import LayoutRefused, Refused
from expo.fair.services.editions import ARCHIVED, ROLE, check_open

SOMEBODYS = (
    Q(state__in=[Stand.State.HELD, Stand.State.TAKEN])
    | Q(booth__isnull=False)
    | Q(application__isnull=False)
    | Q(kept_for__isnull=False)
    | Q(wishes__isnull=False)
)


@dataclass(frozen=True)
class StandPlan:
    """A stand as an organizer lays it out: where it lies, and what it is offered as."""

    place: Place
    kind: str = Stand.Kind.STANDARD
    price_class: str = "B"
    zone: str = ""
    offered: bool = True

    @property
    def fields(self) -> Mapping[str, object]:
        """Return what the row of the stand holds of it, its number and state left out."""
        place = self.place
        return {
            "kind": Stand.Kind(self.kind),
            "price_class": self.price_class,
            "zone": self.zone,
            "x": place.x,
            "y": place.y,
            "width": place.width,
            "depth": place.depth,
        }


@transaction.atomic
def save_hall(
    *,
    edition: Edition,
    slug: str,
    kind: str,
    texts: translation.Texts,
    states: translation.Texts | None = None,
    parent: Hall | None = None,
    country: str | None = None,
    width: int = 0,
    depth: int = 0,
    order: int = 100,
    by: AbstractBaseUser | None = None,
) -> Hall:
    """Create a hall, or bring the one at this slug to what is said here.

    ``width`` and ``depth`` are decimetres, nought for a group of halls; ``country`` is an ISO 3166-1
    alpha-2 code. Raises LayoutRefused where its stands would no longer fit, Refused for a parent of
    another edition or below itself and for an archived edition, SlugRefused for a slug that cannot be one.
    """
    check_open(edition.pk)
    if max(width, depth) > layout.LARGEST:
        raise Refused(_("A hall is at most %(most)s decimetres wide and deep.") % {"most": layout.LARGEST})
    known = Hall.objects.select_for_update().filter(edition=edition, slug=slug).first()
    if parent is not None:
        _check_parent(known, parent, edition)
    if known is not None:
        _check([plan_of(stand) for stand in known.stands.all()], width=width, depth=depth)
    fields = {
        "kind": Hall.Kind(kind),
        "parent": parent,
        "country_id": country,
        "width": width,
        "depth": depth,
        "order": order,
    }
    hall, created = Hall.objects.update_or_create(edition=edition, slug=check_slug(slug), defaults=fields)
    translation.project_texts(target=hall, texts=texts, states=states, by=by.pk if by is not None else None)
    audit.record(actor=by, role=ROLE, action="hall.created" if created else "hall.changed", target=hall)
    freshness.changed("fair")
    return hall


def _check_parent(hall: Hall | None, parent: Hall, edition: Edition) -> None:
    above: Hall | None = parent
    while above is not None:
        if above.edition_id != edition.pk or (hall is not None and above.pk == hall.pk):
            raise Refused(_("A hall stands below another hall of its own edition."))
        above = above.parent


def plan_of(stand: Stand) -> Place:
    """Return where a stand lies."""
    return Place(stand.code, stand.x, stand.y, stand.width, stand.depth)


def _check(places: Sequence[Place], *, width: int, depth: int) -> None:
    if len(places) > layout.MOST_STANDS:
        raise LayoutRefused([_("A hall has at most %(most)s stands.") % {"most": layout.MOST_STANDS}])
    found = layout.faults(places, width=width, depth=depth)
    if found:
        raise LayoutRefused(found)


def faults_of(*, hall: Hall, stands: Sequence[StandPlan], known: Sequence[Stand]) -> tuple[str, ...]:
    """Return why a hall cannot be laid out like this, a sentence each; nothing is written, nothing asked.

    ``known`` are the stands it has.
    """
    if hall.edition.state == Edition.State.ARCHIVED:
        return (str(ARCHIVED),)
    wanted = {plan.place.code for plan in stands}
    try:
        _check([plan.place for plan in stands], width=hall.width, depth=hall.depth)
        _check_removed([stand for stand in known if stand.code not in wanted])
    except LayoutRefused as refused:
        return refused.faults
    return ()


@transaction.atomic
def lay_out(*, hall: Hall, stands: Sequence[StandPlan], by: AbstractBaseUser | None = None) -> None:
    """Make the stands of a hall those named here, and no others.

    Raises LayoutRefused, with nothing written, where a stand leaves the hall, lies on another or is
    there twice, and where one that is held or taken would go; Refused for an archived edition. A stand
    that is not ``offered`` is closed while it is free, and the other way about.
    """
    locked = Hall.objects.select_for_update().get(pk=hall.pk)
    check_open(locked.edition_id)
    _check([plan.place for plan in stands], width=locked.width, depth=locked.depth)
    known = {stand.code: stand for stand in Stand.objects.select_for_update().filter(hall=hall)}
    wanted = {plan.place.code: plan for plan in stands}
    gone = [stand for code, stand in known.items() if code not in wanted]
    _check_removed(gone)
    Stand.objects.filter(pk__in=[stand.pk for stand in gone]).delete()
    new = []
    for code, plan in wanted.items():
        if code not in known:
            state = Stand.State.FREE if plan.offered else Stand.State.CLOSED
            new.append(Stand(hall=hall, code=code, state=state, **plan.fields))
            continue
        rows = Stand.objects.filter(pk=known[code].pk)
        rows.update(**plan.fields)
        before, after = _offer(offered=plan.offered)
        rows.filter(state=before).update(state=after)
    Stand.objects.bulk_create(new)
    audit.record(actor=by, role=ROLE, action="hall.laid-out", target=hall, after={"stands": len(stands)})
    freshness.changed("fair")


@transaction.atomic
def remove_hall(*, hall: Hall, by: AbstractBaseUser | None = None) -> None:
    """Take a hall with nothing on it out of its edition; stands that nobody has or waits for go with it.

    Raises Refused, with nothing written, where halls stand below it, where somebody has one of its
    stands, has a booth on one, or waits for one, and for an archived edition.
    """
    locked = Hall.objects.select_for_update().get(pk=hall.pk)
    check_open(locked.edition_id)
    if locked.children.exists():
        raise Refused(_("Other halls stand below this one: remove those first."))
    # Whoever takes one of them at this moment waits here, and then finds it gone.
    stands = list(Stand.objects.select_for_update().filter(hall=locked))
    in_use = locked.stands.filter(SOMEBODYS).order_by("code").values_list("code", flat=True)
    if codes := list(in_use.distinct()):
        said = {"codes": ", ".join(codes)}
        raise Refused(_("Somebody has or waits for %(codes)s: the hall stays.") % said)
    audit.record(actor=by, role=ROLE, action="hall.removed", target=locked, before={"stands": len(stands)})
    translation.forget(model=Hall, ids=[locked.pk])
    locked.delete()
    freshness.changed("fair")


def _offer(*, offered: bool) -> tuple[str, str]:
    free, closed = Stand.State.FREE, Stand.State.CLOSED
    return (closed, free) if offered else (free, closed)


def _check_removed(stands: Sequence[Stand]) -> None:
    """Raise LayoutRefused naming those of the stands that somebody has."""
    in_use = [
        _("Stand %(code)s is not free: it stays.") % {"code": stand.code}
        for stand in stands
        if stand.state in {Stand.State.HELD, Stand.State.TAKEN}
    ]
    if in_use:
        raise LayoutRefused(in_use)
