"""load_demo: everything comes, through the services; again, and nothing changes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from catalog.files.models import Picture
from catalog.merchants.models import Organization, Storefront
from catalog.products.models import Category, GeographicalIndication, Product
from catalog.products.services import publish_product
from catalog.tourism.loading import load_journeys
from catalog.tourism.selectors.tours import shown
from catalog.translation.models import TextState
from portal.demo import loading, reading
from portal.demo.loading import load_demonstration
from portal.demo.models import Exhibit
from portal.demo.reading import Content, content
from portal.demo.shelves import Tally
from tests.kept import Larder
from tests.portal.demo.conftest import Tell

pytestmark = pytest.mark.django_db


def load() -> dict[str, Tally]:
    return {tally.label: tally for tally in load_demonstration(lambda line: None)}


@pytest.fixture
def loaded(larder: Larder, piece: Content) -> Content:
    """A piece that was loaded: once for all tests that only look at it."""
    larder.take("piece of the demonstration", load)
    return piece


def changes() -> int:
    return sum(tally.new + tally.changed for tally in load().values())


def products() -> Any:
    return Product.objects.rewrite(False)


def test_all_of_it_loads_and_then_nothing_changes(tell: Tell) -> None:
    told = content()
    tell(told)
    load_journeys()
    first = load()
    assert all(tally.new and not tally.changed and not tally.same for tally in first.values()), first
    assert products().filter(status="published").count() == len(told.products)
    assert Organization.objects.filter(is_demo=True).count() == len(told.organizations)
    assert told.tours is not None
    assert shown().count() == len(told.tours.offers)
    assert changes() == 0


def test_goods_are_as_the_files_say(loaded: Content) -> None:
    pepper = products().get(slug="kampot-pepper-black")
    assert pepper.source_language == "km"
    assert pepper.title_th == "พริกไทยดำกำปอต 10 กก."
    assert pepper.packing_en == "Jute sack, 10 kg"
    assert pepper.hs6 == "090411"
    assert pepper.gi is not None
    assert pepper.gi.slug == "kampot-pepper"
    assert (pepper.price_currency, pepper.price_low, pepper.price_high) == ("USD", 1390, 1580)
    assert pepper.attributes["density"] == 570
    assert pepper.category.parent is not None
    assert pepper.picture is not None
    variants = {variant.sku: variant.names["my"] for variant in pepper.variants.all()}
    assert variants == {"DEMO-MP-0401": "10 kg", "DEMO-MP-0402": "25 kg"}


def test_texts_tell_whether_their_seller_or_a_machine_wrote_them(loaded: Content) -> None:
    pepper = products().get(slug="kampot-pepper-black")
    states = dict(
        TextState.objects.filter(
            content_type__model="product", object_id=pepper.pk, field="summary"
        ).values_list("language", "state")
    )
    assert states.pop("km") == "source"
    assert len(states) == 9
    assert set(states.values()) == {"machine"}


def test_certificates_are_fictional_and_some_have_lapsed(loaded: Content) -> None:
    tea = products().get(slug="liubao-tea-basket-2019")
    certificates = {one.kind: one for one in tea.certificates.all()}
    assert {one.number for one in certificates.values()} == {"demo 0000"}
    assert certificates["organic"].expires_on.year == 2028
    assert certificates["residue-report"].expires_on.year == 2026


def test_sellers_have_open_storefronts_and_buyers_have_none(loaded: Content) -> None:
    states = {store.slug: store.status for store in Storefront.objects.rewrite(False)}
    assert states == {
        "demo-green-banyan-tea-house": "published",
        "demo-mekong-pepper-garden": "published",
        "demo-buyer-in-hanoi": "draft",
    }


def test_a_picture_says_in_the_readers_language_what_it_shows(loaded: Content) -> None:
    picture = Picture.objects.get(key="demo-kampot-pepper")
    assert picture.alt["th"] == "ภาพวาดสาธิต: พริกไทยดำกำปอต 10 กก."
    assert set(picture.alt) == set(loaded.products[0].title)
    assert picture.credit["en"]


def test_an_entry_that_changed_is_brought_up_to_date(piece: Content, tell: Tell) -> None:
    load()
    pepper = products().get(slug="kampot-pepper-black")
    dearer = tuple(
        replace(entry, title={**entry.title, "en": "Black pepper of Kampot"})
        if entry.slug == pepper.slug
        else entry
        for entry in piece.products
    )
    tell(replace(piece, products=dearer))
    told = load()
    assert (told["Products"].new, told["Products"].changed) == (0, 1)
    after = products().get(pk=pepper.pk)
    assert after.title_en == "Black pepper of Kampot"
    assert (after.slug, after.version) == (pepper.slug, pepper.version + 1)


def test_a_renamed_organization_keeps_its_address(piece: Content, tell: Tell) -> None:
    load()
    renamed = tuple(
        replace(entry, name={**entry.name, "en": "Demo Other Name (fictional)"})
        for entry in piece.organizations
    )
    tell(replace(piece, organizations=renamed))
    assert load()["Organizations"].changed == len(renamed)
    assert Organization.objects.filter(slug="demo-green-banyan-tea-house").exists()
    names = set(Organization.objects.rewrite(False).values_list("name_en", flat=True))
    assert names == {"Demo Other Name (fictional)"}


def test_a_row_that_was_deleted_comes_again(piece: Content) -> None:
    load()
    products().get(slug="kampot-pepper-black").delete()
    told = load()
    assert (told["Products"].new, told["Products"].same) == (1, 1)
    assert products().filter(slug="kampot-pepper-black").exists()


def test_what_somebody_changed_by_hand_stays(piece: Content) -> None:
    load()
    products().filter(slug="kampot-pepper-black").update(status="paused")
    assert changes() == 0
    assert products().get(slug="kampot-pepper-black").status == "paused"


def test_an_interrupted_load_goes_on_where_it_stopped(
    piece: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter([True, False])

    def publish_once(**said: Any) -> Product:
        if next(calls):
            return publish_product(**said)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(loading, "publish_product", publish_once)
        with pytest.raises(KeyboardInterrupt):
            load()
    assert products().count() == 1
    told = load()
    assert (told["Products"].new, told["Products"].same) == (1, 1)
    assert told["Organizations"].same == 3
    assert products().count() == 2


def test_an_entry_the_rooms_refuse_leaves_no_trace_of_itself(piece: Content, tell: Tell) -> None:
    tell(replace(piece, products=(replace(piece.products[0], hs6="999999"),)))
    with pytest.raises(ValidationError):
        load()
    assert not Exhibit.objects.filter(kind=Exhibit.Kind.PRODUCT).exists()
    assert not products().exists()


def test_every_row_made_is_on_the_list_of_exhibits(loaded: Content) -> None:
    listed = {
        kind: set(Exhibit.objects.filter(kind=kind).values_list("object_id", flat=True))
        for kind in Exhibit.Kind
    }
    for kind, model in (
        (Exhibit.Kind.PICTURE, Picture),
        (Exhibit.Kind.CATEGORY, Category),
        (Exhibit.Kind.INDICATION, GeographicalIndication),
        (Exhibit.Kind.ORGANIZATION, Organization),
        (Exhibit.Kind.PRODUCT, Product),
    ):
        assert listed[kind] == set(model._default_manager.values_list("pk", flat=True)), kind


def test_only_what_is_missing_is_drawn(piece: Content, plain_pictures: list[str]) -> None:
    load()
    assert sorted(plain_pictures) == ["kampot-pepper", "liubao-tea-basket"]
    load()
    assert len(plain_pictures) == 2


def test_the_command_tells_what_it_did(piece: Content, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_demo")
    first = capsys.readouterr().out
    assert "Products: 2 new, 0 changed, 0 as before" in first
    assert "Nothing changed." not in first
    call_command("load_demo")
    second = capsys.readouterr().out
    assert "Products: 0 new, 0 changed, 2 as before" in second
    assert second.endswith("Nothing changed.\n")


def test_the_command_names_a_slip_in_a_file(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slipped() -> Content:
        raise reading.ContentRefused("laos.yaml: 0.hs6: Field required")

    monkeypatch.setattr(loading, "content", slipped)
    with pytest.raises(CommandError, match=r"laos\.yaml: 0\.hs6"):
        call_command("load_demo")
