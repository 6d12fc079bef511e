"""Organizations, who acts for them, and what they show."""

from catalog.merchants.models.drafts import FormerAddress as FormerAddress
from catalog.merchants.models.drafts import StorefrontDraft as StorefrontDraft
from catalog.merchants.models.evidence import DecisionReason as DecisionReason
from catalog.merchants.models.evidence import Evidence as Evidence
from catalog.merchants.models.joining import Invitation as Invitation
from catalog.merchants.models.organizations import WRITERS as WRITERS
from catalog.merchants.models.organizations import Membership as Membership
from catalog.merchants.models.organizations import Organization as Organization
from catalog.merchants.models.storefronts import Brand as Brand
from catalog.merchants.models.storefronts import Storefront as Storefront
from catalog.merchants.models.storefronts import StorefrontVersion as StorefrontVersion
