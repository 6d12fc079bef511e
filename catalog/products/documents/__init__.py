"""What search knows of this room: goods, the register of geographical indications, countries."""

from catalog.products.documents.categories import NAMING as CATEGORIES
from catalog.products.documents.countries import CONTRIBUTOR as COUNTRIES
from catalog.products.documents.goods import CONTRIBUTOR as GOODS
from catalog.products.documents.register import CONTRIBUTOR as REGISTER

CONTRIBUTORS = (GOODS, REGISTER, COUNTRIES)
NAMINGS = (CATEGORIES,)
