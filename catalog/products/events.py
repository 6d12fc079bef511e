"""What happens to products, for rooms above to write rows about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProductChanged:
    """A product was published, changed, paused, resumed or archived. ``status`` is the state it is in now."""

    product_id: int
    organization_id: int
    status: str


@dataclass(frozen=True)
class ProductsChanged:
    """One act of its seller changed these products: told once, so that who follows writes once."""

    changes: tuple[ProductChanged, ...]


@dataclass(frozen=True)
class CategoryChanged:
    """A category was added, moved, named anew or removed."""

    category_id: int
