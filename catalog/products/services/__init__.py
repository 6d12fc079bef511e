"""Writes: the category tree, the GI register, and products as their documents say."""

from catalog.merchants.services.moves import MoveRefused as MoveRefused
from catalog.products.services.bringing import DocumentsRefusedError as DocumentsRefusedError
from catalog.products.services.bringing import publish_products as publish_products
from catalog.products.services.certificates import save_certificates as save_certificates
from catalog.products.services.listings import move_product as move_product
from catalog.products.services.listings import publish_product as publish_product
from catalog.products.services.listings import remove_products as remove_products
from catalog.products.services.listings import rename_product as rename_product
from catalog.products.services.register import save_geographical_indication as save_geographical_indication
from catalog.products.services.tree import AttributeDeclaration as AttributeDeclaration
from catalog.products.services.tree import save_category as save_category
