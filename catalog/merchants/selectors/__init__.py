"""Reads: storefronts and brands, and who acts for their organizations."""

from catalog.merchants.selectors.storefronts import PER_PAGE as PER_PAGE
from catalog.merchants.selectors.storefronts import BrandCard as BrandCard
from catalog.merchants.selectors.storefronts import BrandPage as BrandPage
from catalog.merchants.selectors.storefronts import StorefrontCard as StorefrontCard
from catalog.merchants.selectors.storefronts import StorefrontList as StorefrontList
from catalog.merchants.selectors.storefronts import StorefrontPage as StorefrontPage
from catalog.merchants.selectors.storefronts import brand_cards as brand_cards
from catalog.merchants.selectors.storefronts import brand_page as brand_page
from catalog.merchants.selectors.storefronts import cards as cards
from catalog.merchants.selectors.storefronts import newest as newest
from catalog.merchants.selectors.storefronts import shown as shown
from catalog.merchants.selectors.storefronts import shown_brands as shown_brands
from catalog.merchants.selectors.storefronts import storefront_list as storefront_list
from catalog.merchants.selectors.storefronts import storefront_page as storefront_page
