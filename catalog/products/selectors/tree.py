"""The category tree, whole: it is small, and every list and page names some of it."""

from dataclasses import dataclass

from catalog.products.models import Category
from catalog.seams.kept_reads import kept
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText


@dataclass(frozen=True)
class CategoryNode:
    """A category with its name in the reader's language. ``path`` is slugs from the root, closed by "/"."""

    id: int
    slug: str
    path: str
    parent_id: int | None
    name: LocalText
    concept: str

    @property
    def depth(self) -> int:
        return self.path.count("/") - 1


@dataclass(frozen=True)
class CategoryTree:
    """All categories, parents before children, in the editors' order."""

    nodes: tuple[CategoryNode, ...]

    def by_slug(self, slug: str) -> CategoryNode | None:
        """Return the category at this slug, or None."""
        return next((node for node in self.nodes if node.slug == slug), None)

    def by_id(self, pk: int) -> CategoryNode | None:
        """Return the category with this id, or None."""
        return next((node for node in self.nodes if node.id == pk), None)

    def children(self, node: CategoryNode | None) -> list[CategoryNode]:
        """Return the categories right below one, or the roots."""
        wanted = node.id if node else None
        return [child for child in self.nodes if child.parent_id == wanted]

    def below(self, node: CategoryNode) -> list[CategoryNode]:
        """Return the category and everything below it."""
        return [other for other in self.nodes if other.path.startswith(node.path)]

    def line(self, node: CategoryNode) -> list[CategoryNode]:
        """Return the categories from the root down to this one."""
        return sorted(
            (other for other in self.nodes if node.path.startswith(other.path)), key=lambda other: other.depth
        )


@kept("goods")
def category_tree(*, language: str) -> CategoryTree:
    """Return the whole tree named in the reader's language: at most one query."""
    rows = (
        Category.objects.rewrite(False)
        .annotate(**localized(Category, "name", language))
        .order_by("position", "pk")
        .values("pk", "slug", "path", "parent_id", "concept", "name_text", "name_lang")
    )
    nodes = [
        CategoryNode(
            id=row["pk"],
            slug=row["slug"],
            path=row["path"],
            parent_id=row["parent_id"],
            name=LocalText(row["name_text"], row["name_lang"]),
            concept=row["concept"],
        )
        for row in rows
    ]
    return CategoryTree(tuple(sorted(nodes, key=lambda node: node.depth)))
