"""Brings the fair of the demonstration: an edition that lives, and one that is over."""

from collections.abc import Callable, Mapping

from catalog.merchants.models import Organization
from catalog.reference.days import today_in
from expo.fair.models import Edition
from expo.fair.selectors.living import LIVING
from portal.accounts.models import User
from portal.demo.fair.archive import bring_archive
from portal.demo.fair.booths import House, bring_booths, bring_staff, houses_of
from portal.demo.fair.ground import bring_edition, bring_halls, first_day, open_edition
from portal.demo.fair.opening import bring_opening
from portal.demo.fair.programme import bring_sessions
from portal.demo.fair.schema import FairEntry
from portal.demo.fair.visits import bring_visits
from portal.demo.models import Exhibit
from portal.demo.reading import Content
from portal.demo.shelves import Shelf, Tally

PLACE = "Asia/Shanghai"


def bring_fair(
    told: Content,
    organizations: Mapping[str, Organization],
    people: Mapping[str, User],
    done: Callable[[Tally], None],
    *,
    by: User,
) -> None:
    """Bring both editions with all that stands on them; ``by`` looks after the one that is over.

    The products are there already. An edition that somebody has closed by hand stays as it is. Raises
    AddressTaken, and Refused for what the fair refuses.
    """
    fair = told.fair
    if fair is None:
        return
    houses = houses_of(told, organizations)
    editions = Shelf(Exhibit.Kind.EDITION, Edition, Tally("Editions"))
    if fair.archive is not None:
        bring_archive(fair.archive, fair.words, houses, editions, by=by)
    known = editions.row(fair.edition.slug)
    begins = first_day(known, today_in([PLACE]))
    edition = open_edition(bring_edition(fair.edition, editions, begins=begins))
    done(editions.tally)
    if edition.state in LIVING:
        _bring_living(fair, told, edition, houses, people, done)


def _bring_living(
    fair: FairEntry,
    told: Content,
    edition: Edition,
    houses: Mapping[str, House],
    people: Mapping[str, User],
    done: Callable[[Tally], None],
) -> None:
    done(bring_halls(edition, fair.halls, fair.words))
    tally, everybody = bring_staff(fair.booths, houses, people)
    done(tally)
    done(bring_booths(edition, fair.booths, told, houses, everybody, fair.words))
    done(bring_opening(edition, fair.booths, everybody))
    done(bring_sessions(edition, fair.sessions, fair.words))
    organizations = {slug: house.row for slug, house in houses.items()}
    for one in bring_visits(edition, fair.visits, organizations, everybody):
        done(one)
