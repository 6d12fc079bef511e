"""What is offered and under which names, and the lists visitors keep of it."""

from catalog.products.models.bulk import ColumnMemory as ColumnMemory
from catalog.products.models.bulk import ImportedRow as ImportedRow
from catalog.products.models.bulk import ImportRun as ImportRun
from catalog.products.models.bulk import ListingImport as ListingImport
from catalog.products.models.drafts import GoodsRule as GoodsRule
from catalog.products.models.drafts import ListingDraft as ListingDraft
from catalog.products.models.drafts import ReviewedDraft as ReviewedDraft
from catalog.products.models.lists import GoodsList as GoodsList
from catalog.products.models.lists import GoodsListItem as GoodsListItem
from catalog.products.models.products import Certificate as Certificate
from catalog.products.models.products import FormerSlug as FormerSlug
from catalog.products.models.products import PriceTier as PriceTier
from catalog.products.models.products import Product as Product
from catalog.products.models.products import ProductPicture as ProductPicture
from catalog.products.models.products import ProductVersion as ProductVersion
from catalog.products.models.products import Variant as Variant
from catalog.products.models.register import GeographicalIndication as GeographicalIndication
from catalog.products.models.tree import Attribute as Attribute
from catalog.products.models.tree import Category as Category
