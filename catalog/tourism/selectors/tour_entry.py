"""Reads: what is known of a party's way over the borders of a tour."""

from collections.abc import Collection, Sequence
from datetime import date

from catalog.tourism.entry import Border, RouteAnswer, Traveller, check_route
from catalog.tourism.selectors.rules import crossing_terms, rules_into
from catalog.tourism.selectors.tour_list import PURPOSE


def check_party(
    *, travellers: Sequence[Traveller], borders: Sequence[Border], sizes: Collection[int], today: date
) -> list[RouteAnswer]:
    """Check the borders of a tour for each traveller: three queries, however many travel.

    ``sizes`` are how small and how large the group may be that they travel in: of the answers for each,
    the strictest counts. Raises ValueError where there is no border, or no size.
    """
    rules = rules_into(border.into for border in borders)
    terms = crossing_terms(border.crossing for border in borders)
    return [
        max(
            (
                check_route(
                    traveller=traveller,
                    borders=borders,
                    purpose=PURPOSE,
                    rules=rules,
                    today=today,
                    group_size=size,
                    crossings=terms,
                )
                for size in sorted(sizes)
            ),
            key=lambda answer: (answer.verdict, sum(one.verdict for one in answer.borders)),
        )
        for traveller in travellers
    ]
