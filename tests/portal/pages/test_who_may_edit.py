"""The editors' group: everything an editor needs and nothing else; the same however often it is set up."""

from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page
from wagtail.permissions import policy_registry

from catalog.files.models import Picture
from portal.accounts.models import User
from portal.pages.models import HomePage
from portal.pages.services import ensure_editors
from portal.pages.services.editors import GROUP

pytestmark = pytest.mark.django_db
EVERY_WAY = ("view", "add", "change", "delete")
MAY = {
    "wagtailadmin.access_admin",
    "pages.change_sitesettings",
    "merchants.review_evidence",
    "merchants.view_decisionreason",
    "merchants.add_decisionreason",
    "merchants.change_decisionreason",
    "merchants.review_storefrontdraft",
    "moderation.moderate_report",
    "fair.change_standapplication",
    "fair.organize_fair",
    *(f"fair.{way}_session" for way in EVERY_WAY),
    "products.review_listing",
    "tourism.review_tour",
    "products.view_category",
    "products.add_category",
    "products.change_category",
    "products.view_geographicalindication",
    "products.add_geographicalindication",
    "products.change_geographicalindication",
    *(f"tourism.{way}_{what}" for what in ("place", "route", "entryrule") for way in EVERY_WAY[:3]),
    *(f"products.{way}_goodsrule" for way in EVERY_WAY),
    *(f"glossary.{way}_{what}" for what in ("concept", "label") for way in EVERY_WAY),
    *(f"search.{way}_{what}" for what in ("synonym", "pin") for way in EVERY_WAY),
    "search.view_askedtext",
    "wagtailredirects.view_redirect",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
    "wagtail_localize.submit_translation",
}
MAY_WITH_FILES = {f"wagtailimages.{way}_image" for way in ("add", "choose")} | {
    f"wagtaildocs.{way}_document" for way in ("add", "choose")
}


def test_editors_may_exactly_this(editor: User) -> None:
    editor.groups.add(ensure_editors())
    assert editor.get_all_permissions() == MAY | MAY_WITH_FILES


def test_setting_the_group_up_again_changes_nothing() -> None:
    first = ensure_editors()
    before = [GroupPagePermission.objects.count(), GroupCollectionPermission.objects.count()]
    assert ensure_editors().pk == first.pk
    assert [GroupPagePermission.objects.count(), GroupCollectionPermission.objects.count()] == before
    assert Group.objects.filter(name=GROUP).count() == 1


def test_what_somebody_gave_the_group_besides_stays_and_what_was_taken_comes_back() -> None:
    group = ensure_editors()
    more = Permission.objects.get(content_type__app_label="products", codename="delete_category")
    group.permissions.set([more])
    names = set(ensure_editors().permissions.values_list("codename", flat=True))
    assert names == {name.partition(".")[2] for name in MAY} | {"delete_category"}


def test_editors_work_on_the_whole_tree_and_all_files() -> None:
    group = ensure_editors()
    pages = GroupPagePermission.objects.filter(group=group)
    assert {row.page_id for row in pages} == {Page.get_first_root_node().pk}
    assert {row.permission.codename for row in pages} == {
        "add_page", "change_page", "publish_page", "lock_page", "unlock_page"
    }  # fmt: skip
    files = GroupCollectionPermission.objects.filter(group=group)
    assert {row.collection_id for row in files} == {Collection.get_first_root_node().pk}
    assert {row.permission.codename.partition("_")[0] for row in files} == {"add", "choose"}


@pytest.fixture
def files(editor: User, wei: User) -> dict[str, list[Any]]:
    """A picture and a document of the editor's, of Wei's, and of nobody's."""
    made: dict[str, list[Any]] = {"picture": [], "document": []}
    for owner in (editor, wei, None):
        made["picture"].append(
            Picture.objects.create(title="x", file="x.png", width=1, height=1, uploaded_by_user=owner)
        )
        made["document"].append(Document.objects.create(title="x", file="x.pdf", uploaded_by_user=owner))
    return made


@pytest.mark.parametrize(
    ("group", "may"),
    [("Editors", [True, False, False]), ("Moderators", [True, True, True]), ("", [False, False, False])],
)
@pytest.mark.parametrize("kind", ["picture", "document"])
@pytest.mark.parametrize("way", ["change", "delete"])
def test_editors_change_and_delete_their_own_files_and_moderators_all(
    editor: User, files: dict[str, list[Any]], group: str, may: list[bool], kind: str, way: str
) -> None:
    ensure_editors()
    editor.groups.set(Group.objects.filter(name=group))
    policy = policy_registry.get_by_type(Picture if kind == "picture" else Document)
    assert [policy.user_has_permission_for_instance(editor, way, one) for one in files[kind]] == may


def test_another_s_picture_is_not_deleted_by_its_address(desk: Client, files: dict[str, list[Any]]) -> None:
    own, theirs, _nobodys = files["picture"]
    for one in (own, theirs):
        desk.post(f"/editors/images/{one.pk}/delete/")
    assert set(Picture.objects.filter(pk__in=[own.pk, theirs.pk])) == {theirs}


def test_editors_publish_pages_and_delete_none_that_are_live(editor: User, home: HomePage) -> None:
    editor.groups.add(ensure_editors())
    may = home.permissions_for_user(editor)
    assert may.can_edit()
    assert may.can_publish()
    assert may.can_lock()
    assert may.can_add_subpage()


def test_nobody_edits_without_the_group(editor: User, wei: User, home: HomePage) -> None:
    for person in (editor, wei):
        assert not home.permissions_for_user(person).can_edit()


@pytest.mark.parametrize("place", ["users", "groups", "sites", "locales", "workflows/list"])
def test_how_the_portal_is_run_is_none_of_the_editors_business(desk: Client, place: str) -> None:
    response = desk.get(f"/editors/{place}/")
    assert response.status_code in {302, 403, 404}
    assert response.status_code != 302 or response["Location"].startswith("/editors/")


def test_the_administrator_may_everything(administrator: User, home: HomePage) -> None:
    may = home.permissions_for_user(administrator)
    assert may.can_edit()
    assert may.can_delete()


def test_an_installation_is_set_up_by_one_command_and_may_be_again() -> None:
    for _ in range(2):
        call_command("set_up_pages", stdout=StringIO())
    assert HomePage.objects.count() == 1
    assert Group.objects.filter(name=GROUP).count() == 1
    assert set(Locale.objects.values_list("language_code", flat=True)) >= {
        code for code, _ in settings.LANGUAGES
    }


def test_what_an_editor_made_of_the_home_page_stays(home: HomePage) -> None:
    home.heading = "欢迎光临"
    home.save_revision().publish()
    call_command("set_up_pages", stdout=StringIO())
    assert HomePage.objects.get().heading == "欢迎光临"
