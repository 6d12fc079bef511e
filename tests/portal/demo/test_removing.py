"""remove_demo: the demonstration goes, and nothing else."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import BaseLogEntry

from catalog.files.services import save_picture
from catalog.jobs.models import WorkRow
from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization
from catalog.products.document import ProductDocument
from catalog.products.models import Category, GeographicalIndication, Product
from catalog.products.services import publish_product
from portal.accounts.models import User
from portal.accounts.services import create_person
from portal.demo.loading import load_demonstration
from portal.demo.models import Exhibit
from portal.demo.people import passwords_file
from portal.demo.reading import Content
from portal.demo.removing import remove_demonstration
from tests.portal.demo.conftest import Tell, conversations_of

pytestmark = pytest.mark.django_db

# What only notes that something happened: the trail, the search index's rows, types of content.
NOTES = {"audit", "search", "contenttypes", "jobs", "django_tasks_db", "django_tasks_database"}


@pytest.fixture
def piece(piece: Content, tell: Tell) -> Content:
    """With a talk of each kind: answered, waiting, and of an account."""
    few = replace(piece, conversations=conversations_of(piece)[:3])
    assert [bool(talk.seller) for talk in few.conversations] == [True, False, True]
    assert [bool(talk.name) for talk in few.conversations] == [True, True, False]
    tell(few)
    return few


def load() -> None:
    load_demonstration(lambda line: None)


def remove() -> int:
    return remove_demonstration(lambda line: None)


def rows() -> dict[str, int]:
    """Return how many rows there are of every kind, but for notes and work on its way."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in NOTES and not issubclass(model, BaseLogEntry | WorkRow)
    }


def test_after_removal_the_portal_holds_what_it_held_before(piece: Content) -> None:
    call_command("set_up_pages")
    before = rows()
    load()
    assert rows() != before
    assert remove() > 0
    assert rows() == before


def test_removing_twice_removes_nothing_more(piece: Content, capsys: pytest.CaptureFixture[str]) -> None:
    load()
    call_command("remove_demo")
    assert "Products: 2 removed" in capsys.readouterr().out
    call_command("remove_demo")
    assert capsys.readouterr().out == "There is no demonstration. Nothing changed.\n"


@pytest.fixture
def own_house(db: None) -> Organization:
    """An organization that is no part of the demonstration."""
    return create_organization(
        kind="brand-owner",
        country="CN",
        source_language="zh-hans",
        name={"zh-hans": "老茶行", "en": "Old Tea House"},
    )


def publish(house: Organization, **said: Any) -> Product:
    document = ProductDocument(
        source_language="zh-hans", title={"zh-hans": "自家六堡茶"}, country="CN", unit="kg", **said
    )
    return publish_product(organization=house, document=document)


def test_others_and_their_goods_stay_untouched(piece: Content, own_house: Organization) -> None:
    person = create_person(email="wei@example.org", password="a password of her own")
    load()
    own = publish(own_house, category="dark-tea", gi="liubao-tea")
    stood = Product.objects.rewrite(False).filter(pk=own.pk).values().get()
    remove()
    assert Product.objects.rewrite(False).filter(pk=own.pk).values().get() == stood
    assert Organization.objects.get() == own_house
    assert User.objects.get() == person


def test_a_category_and_an_indication_that_others_use_stay(
    piece: Content, own_house: Organization, capsys: pytest.CaptureFixture[str]
) -> None:
    load()
    publish(own_house, category="dark-tea", gi="liubao-tea")
    call_command("remove_demo")
    said = capsys.readouterr().out
    assert "Geographical indications: 1 removed, 1 kept because others use them" in said
    # The category and the branch above it.
    assert "2 kept because others use them" in said.split("Categories: ")[1]
    assert set(Category.objects.values_list("slug", flat=True)) == {"tea-coffee", "dark-tea"}
    assert GeographicalIndication.objects.get().slug == "liubao-tea"
    assert not Exhibit.objects.exists()


def test_it_can_come_back_after_removal(piece: Content, own_house: Organization) -> None:
    load()
    publish(own_house, category="dark-tea")
    remove()
    load()
    assert Product.objects.rewrite(False).count() == 3
    assert remove() > 0
    assert Product.objects.rewrite(False).count() == 1


def test_what_others_added_to_a_fictional_house_goes_with_it(piece: Content) -> None:
    load()
    publish(Organization.objects.get(slug="demo-green-banyan-tea-house"), category="dark-tea")
    remove()
    assert not Product.objects.rewrite(False).exists()


def test_a_row_already_deleted_by_hand_is_no_obstacle(piece: Content) -> None:
    load()
    Product.objects.rewrite(False).filter(slug="kampot-pepper-black").delete()
    User.objects.filter(email="sales@demo.example").delete()
    remove()
    assert not Exhibit.objects.exists()


def test_pictures_passwords_and_prints_are_gone_from_the_data_folder(
    piece: Content, data_dir: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    load()
    own = save_picture(data=next((data_dir / "demo-prints").iterdir()).read_bytes(), title="own", key="own")
    folders = set(default_storage.listdir("pictures")[0])
    with django_capture_on_commit_callbacks(execute=True):
        remove()
    left = set(default_storage.listdir("pictures")[0])
    assert own.token in left
    assert len(folders - left) == 2
    assert not passwords_file().exists()
    assert not (Path(settings.DATA_DIR) / "demo-prints").exists()


def test_a_product_that_is_gone_is_told_to_search(piece: Content, tell: Tell) -> None:
    from catalog.search.models import IndexChange

    load()
    gone = set(Product.objects.rewrite(False).values_list("pk", flat=True))
    IndexChange.objects.all().delete()
    remove()
    assert gone <= set(IndexChange.objects.filter(kind="product").values_list("record", flat=True))
