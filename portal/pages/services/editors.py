"""Who may edit: the group of the editors and what it may do."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

GROUP = "Editors"
MAY_WITH_PAGES = ("add", "change", "publish", "lock", "unlock")
# Whoever may add a file may change and delete it too; "change" is for everybody's, deleting included.
MAY_WITH_FILES = (
    ("wagtailimages", ("add_image", "choose_image")),
    ("wagtaildocs", ("add_document", "choose_document")),
)
# App label, model, and the ways of changing it.
MAY = (
    ("wagtailadmin", "admin", ("access",)),
    ("pages", "sitesettings", ("change",)),
    ("merchants", "evidence", ("review",)),
    ("merchants", "storefrontdraft", ("review",)),
    ("merchants", "decisionreason", ("view", "add", "change")),
    ("moderation", "report", ("moderate",)),
    ("products", "category", ("view", "add", "change")),
    ("products", "geographicalindication", ("view", "add", "change")),
    ("tourism", "tour", ("review",)),
    ("tourism", "place", ("view", "add", "change")),
    ("tourism", "route", ("view", "add", "change")),
    ("tourism", "entryrule", ("view", "add", "change")),
    ("products", "listing", ("review",)),
    ("products", "goodsrule", ("view", "add", "change", "delete")),
    ("fair", "standapplication", ("change",)),
    ("glossary", "concept", ("view", "add", "change", "delete")),
    ("glossary", "label", ("view", "add", "change", "delete")),
    ("search", "synonym", ("view", "add", "change", "delete")),
    ("search", "pin", ("view", "add", "change", "delete")),
    ("search", "askedtext", ("view",)),
    ("fair", "session", ("view", "add", "change", "delete")),
    ("fair", "fair", ("organize",)),
    ("wagtailredirects", "redirect", ("view", "add", "change", "delete")),
    ("wagtail_localize", "translation", ("submit",)),
)


@transaction.atomic
def ensure_editors() -> Group:
    """Return the editors' group, with everything an editor needs: pages, pictures, settings, register.

    What somebody has given the group besides stays with it.
    """
    group, _created = Group.objects.get_or_create(name=GROUP)
    wanted = Q()
    for app, model, ways in MAY:
        names = [f"{way}_{model}" for way in ways]
        wanted |= Q(content_type__app_label=app, codename__in=names)
    group.permissions.add(*Permission.objects.filter(wanted))
    root = Page.get_first_root_node()
    for permission in _of("wagtailcore", [f"{way}_page" for way in MAY_WITH_PAGES]):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    files = Collection.get_first_root_node()
    for app, allowed in MAY_WITH_FILES:
        for permission in _of(app, allowed):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=files, permission=permission
            )
    return group


def _of(app: str, names: Iterable[str]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app, codename__in=names))
