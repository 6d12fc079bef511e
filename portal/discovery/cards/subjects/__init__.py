"""What cards are about: each kind of public page, and what its cards say."""

from portal.discovery.cards.subjects import goods, journeys, pages, sellers
from portal.discovery.cards.subjects.kind import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        pages.ENTRANCES,
        goods.PRODUCTS,
        sellers.STOREFRONTS,
        sellers.BRANDS,
        goods.INDICATIONS,
        goods.COUNTRIES,
        goods.CATEGORIES,
        journeys.PLACES,
        journeys.TOURS,
        pages.PAGES,
    )
}
