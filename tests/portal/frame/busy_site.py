"""A site that grows: so many of everything that a page may list."""

from dataclasses import replace
from datetime import date

from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from catalog.files.models import Picture
from catalog.merchants.models import Brand, Organization, Storefront
from catalog.merchants.services import save_brand
from catalog.products.document import CertificateDocument
from catalog.products.models import (
    Certificate,
    GeographicalIndication,
    GoodsList,
    GoodsListItem,
    PriceTier,
    Product,
    ProductPicture,
    Variant,
)
from catalog.products.services import lists, publish_product, save_geographical_indication
from catalog.reference.models import Source
from portal.pages.models import ArticlePage
from portal.pages.services import ArticleWords, ensure_article, ensure_home, ensure_section
from tests.stock import LIUBAO, open_tea_house, plant_food, plant_tea

DAY = date(2026, 1, 1)
SOURCE = {"title": "A page about tea", "address": "https://tea.example.org/", "checked_on": "2026-11-25"}
PAPER = CertificateDocument(kind="haccp", number="1")


class BusySite:
    """One of everything at first; ``grow`` makes it so many."""

    def __init__(self, client: Client) -> None:
        self.size = 1
        Source.objects.create(
            pk="gazette", title="Gazette", address="https://example.org/names", checked_on=DAY
        )
        self.indication = self._indication(0)
        plant_tea(plant_food())
        self.house = open_tea_house()
        self.brand = save_brand(organization=self.house, names={"zh-hans": "老榕"}, stories={})
        document = replace(LIUBAO, gi="name-0", brand=self.brand.slug, certificates=(PAPER,))
        self.product = publish_product(organization=self.house, document=document)
        self.section = ensure_section(
            parent=ensure_home(name="Online"), slug="stories", words={"zh-hans": ArticleWords("故事")}
        )
        words = {"zh-hans": ArticleWords("茶", "关于茶", "编辑部", (("text", "<p>一片叶子。</p>"),))}
        ensure_article(section=self.section, slug="tea", words=words, day=DAY, sources=[SOURCE])
        client.post("/en/lists/add/", {"p": self.product.slug})
        self.favourites = GoodsList.objects.get()
        self.shared = lists.share_list(goods_list=self.favourites)

    def grow(self, size: int) -> None:
        """Have so many of each kind."""
        numbers = range(self.size, size)
        self._sellers([f"house-{number}" for number in numbers])
        for number in numbers:
            self._indication(number)
            self._article(number)
        self._goods([f"tea-{number}" for number in numbers])
        self._hang_on_product(len(numbers))
        Brand.objects.bulk_create(
            Brand(organization=self.house, slug=f"brand-{number}", name_zh_hans=f"品牌{number}")
            for number in numbers
        )
        self.size = size

    def slugs(self, most: int) -> list[str]:
        """Return the addresses of goods, the site's own product first."""
        others = Product.objects.exclude(pk=self.product.pk).order_by("pk").values_list("slug", flat=True)
        return [self.product.slug, *others][: min(most, self.size)]

    def _sellers(self, slugs: list[str]) -> None:
        houses = Organization.objects.bulk_create(
            Organization(
                slug=slug,
                kind="merchant",
                country_id="CN",
                source_language="zh-hans",
                name_zh_hans=slug,
                status=Organization.Status.ACTIVE,
            )
            for slug in slugs
        )
        Storefront.objects.bulk_create(
            Storefront(
                organization=house,
                slug=house.slug,
                status=Storefront.Status.PUBLISHED,
                published_at=timezone.now(),
            )
            for house in houses
        )

    def _indication(self, number: int) -> GeographicalIndication:
        return save_geographical_indication(
            slug=f"name-{number}",
            names={"zh-hans": f"名 {number}"},
            stories={},
            source_language="zh-hans",
            country="CN",
            source_id="gazette",
            status=[{"kind": "gi-mark", "year": 2011, "source": "gazette"}],
        )

    def _article(self, number: int) -> None:
        sources = [("source", {**SOURCE, "checked_on": DAY})]
        Page.objects.get(pk=self.section.pk).add_child(
            instance=ArticlePage(
                title=f"Tea {number}",
                slug=f"tea-{number}",
                date=DAY,
                author="Editors",
                locale=self.section.locale,
                sources=sources,
            )
        )

    def _goods(self, slugs: list[str]) -> None:
        """Copy the product, and put the copies on the favourites."""
        columns = [field.attname for field in Product._meta.concrete_fields if not field.primary_key]
        values = Product.objects.rewrite(False).values(*columns).get(pk=self.product.pk)
        made = Product.objects.bulk_create(Product(**{**values, "slug": slug}) for slug in slugs)
        Certificate.objects.bulk_create(
            Certificate(organization=self.house, product=product, kind="haccp", number="1")
            for product in made
        )
        GoodsListItem.objects.bulk_create(
            GoodsListItem(goods_list=self.favourites, product=product) for product in made
        )

    def _hang_on_product(self, count: int) -> None:
        """Give the site's own product, and its seller, more of what they may have many of."""
        variants = Variant.objects.bulk_create(Variant(product=self.product) for _ in range(count))
        PriceTier.objects.bulk_create(
            PriceTier(
                product=self.product, variant=variant, currency="CNY", quantity_from=place, minor=90_000
            )
            for place, variant in enumerate(variants, start=20)
        )
        for product in (self.product, None):
            Certificate.objects.bulk_create(
                Certificate(organization=self.house, product=product, kind="halal", number="2")
                for _ in range(count)
            )
        pictures = Picture.objects.bulk_create(
            Picture(title="leaf", file="leaf.webp", width=8, height=8) for _ in range(count)
        )
        ProductPicture.objects.bulk_create(
            ProductPicture(product=self.product, picture=picture) for picture in pictures
        )
