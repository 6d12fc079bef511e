"""What happens to organizations and their storefronts, for rooms above to write rows about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StorefrontChanged:
    """A storefront was published, changed, paused or resumed, or its organization changed."""

    storefront_id: int
    organization_id: int


@dataclass(frozen=True)
class BrandChanged:
    """A brand was added, changed, withdrawn or shown again."""

    brand_id: int
    organization_id: int


@dataclass(frozen=True)
class MemberLeft:
    """A person has no role in an organization any more: they left, or were taken out."""

    organization_id: int
    user_id: int
