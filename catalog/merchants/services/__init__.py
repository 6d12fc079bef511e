"""Writes: organizations, who acts for them, what their storefronts say, and the brands they sell under."""

from catalog.merchants.services.brands import move_brand as move_brand
from catalog.merchants.services.brands import save_brand as save_brand
from catalog.merchants.services.members import add_member as add_member
from catalog.merchants.services.moves import MoveRefused as MoveRefused
from catalog.merchants.services.organizations import create_organization as create_organization
from catalog.merchants.services.organizations import move_storefront as move_storefront
from catalog.merchants.services.organizations import publish_storefront as publish_storefront
