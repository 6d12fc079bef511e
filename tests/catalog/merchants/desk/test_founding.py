"""A person brings an organization, and says who it is."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from catalog.audit.selectors import history
from catalog.merchants.models import Membership, Organization
from catalog.merchants.services import founding
from catalog.merchants.services.founding import found_organization, save_profile
from catalog.search.models import IndexChange
from catalog.translation.selectors import states_of, text_in
from portal.accounts.models import User
from tests.catalog.merchants.desk.conftest import Enter, page

pytestmark = pytest.mark.django_db
PEPPER = {"kind": "merchant", "source_language": "km", "name": "សួនម្រេច", "country": "KH", "city": ""}


def test_who_brings_an_organization_owns_it(sophea: User, enter: Enter) -> None:
    client = enter(sophea)
    response = client.post("/en/desk/new/", PEPPER)
    made = Organization.objects.get()
    assert response["Location"] == f"/en/desk/{made.slug}/"
    assert (made.kind, made.country_id, made.source_language) == ("merchant", "KH", "km")
    assert text_in(made, "name", "km") == "សួនម្រេច"
    assert made.storefront.status == "draft"
    assert list(Membership.objects.values_list("user", "role")) == [(sophea.pk, "owner")]
    assert [entry.action for entry in history(made)] == ["member.added", "organization.created"]
    assert {entry.actor for entry in history(made)} == {sophea}


@pytest.mark.parametrize(
    ("changed", "field", "complaint"),
    [
        ({"name": "   "}, "name", "This field is required"),
        ({"kind": "emperor"}, "kind", "Select a valid choice"),
        ({"country": "XX"}, "country", "Select a valid choice"),
        ({"country": ""}, "country", "This field is required"),
        ({"country": "CN"}, "country", "at home in a member of ASEAN"),
        ({"kind": "brand-owner"}, "country", "at home in China"),
        ({"city": "wuzhou"}, "city", "in another country"),
        ({"source_language": "fr"}, "source_language", "Select a valid choice"),
        ({"name": "x" * 161}, "name", "at most 160 characters"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(
    sophea: User, enter: Enter, changed: dict[str, str], field: str, complaint: str
) -> None:
    client = enter(sophea)
    response = client.post("/en/desk/new/", PEPPER | changed)
    assert response.status_code == 422
    shown = BeautifulSoup(response.content, "html.parser")
    error = shown.find(id=f"id_{field}_error")
    assert error is not None
    assert complaint in error.get_text()
    typed = shown.find("input", id="id_name")
    assert typed is not None
    assert typed["value"] == (PEPPER | changed)["name"]
    chosen = [str(one["value"]) for one in shown.select("main option[selected], main input[checked]")]
    kept = {name: value for name, value in (PEPPER | changed).items() if name not in {"name", field}}
    assert set(kept.values()) - {""} <= set(chosen)
    assert not Organization.objects.exists()


def test_a_private_person_may_live_anywhere(lan: User) -> None:
    made = found_organization(kind="person", country="FR", city="", source_language="vi", name="Lan", by=lan)
    assert made.country_id == "FR"


def test_one_person_brings_only_so_many(lan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(founding, "MOST_FOR_ONE", 1)
    given: dict[str, Any] = {
        "kind": "company",
        "country": "VN",
        "city": "",
        "source_language": "vi",
        "by": lan,
    }
    found_organization(name="Một", **given)
    with pytest.raises(ValidationError, match="You own 1 organizations already"):
        found_organization(name="Hai", **given)
    assert Organization.objects.count() == 1


def test_an_organization_is_not_called_like_a_page_of_the_desk(lan: User) -> None:
    given: dict[str, Any] = {
        "kind": "company",
        "country": "VN",
        "city": "",
        "source_language": "vi",
        "by": lan,
    }
    assert [found_organization(name=name, **given).slug for name in ("New", "Join")] == ["new-2", "join-2"]


def test_names_a_member_writes_count_as_read(tea_house: Organization, wei: User) -> None:
    save_profile(
        organization=tea_house,
        names={"zh-hans": "青榕树茶坊", "en": "Green Banyan Tea House", "th": "โรงน้ำชา"},
        country="CN",
        city="wuzhou",
        by=wei,
    )
    states = {language: found.state for (_, language), found in states_of(tea_house).items()}
    assert states == {"zh-hans": "source", "en": "machine", "th": "reviewed"}
    change = history(tea_house)[0]
    assert (change.before, change.after) == ({"th": ""}, {"th": "โรงน้ำชา"})


def test_a_profile_reaches_search(tea_house: Organization, wei: User) -> None:
    IndexChange.objects.all().delete()
    names = {"zh-hans": "新名", "en": "New name"}
    saved = save_profile(organization=tea_house, names=names, country="CN", city="", by=wei)
    assert saved.city_id is None
    assert IndexChange.objects.filter(kind="storefront", record=tea_house.storefront.pk).exists()


def test_the_profile_page_starts_with_the_organizations_own_language(
    pepper_garden: Organization, sophea: User, enter: Enter
) -> None:
    Membership.objects.create(organization=pepper_garden, user=sophea, role="editor")
    client, address = enter(sophea), f"/en/desk/{pepper_garden.slug}/profile/"
    form = page(client, address)
    boxes = form.select("main input[name^=name_]")
    assert (boxes[0]["name"], boxes[0]["lang"], boxes[0]["value"]) == ("name_km", "km", "សួនម្រេចមេគង្គ")
    assert len(boxes) == 10
    sent = {str(box["name"]): str(box.get("value", "")) for box in boxes}
    refused = client.post(address, sent | {"name_km": " ", "name_vi": "Tiêu", "country": "KH", "city": ""})
    assert refused.status_code == 422
    assert 'value="Tiêu"' in refused.content.decode()
    assert client.post(address, sent | {"name_vi": "Tiêu", "country": "KH"}).status_code == 302
    pepper_garden.refresh_from_db()
    assert text_in(pepper_garden, "name", "vi") == "Tiêu"
    wrong = client.post(address, sent | {"country": "CN"})
    assert wrong.status_code == 422
    assert "at home in a member of ASEAN" in wrong.content.decode()


def test_first_steps_are_worked_out_from_what_is_there(
    pepper_garden: Organization, sophea: User, enter: Enter
) -> None:
    Membership.objects.create(organization=pepper_garden, user=sophea, role="owner")
    address = f"/en/desk/{pepper_garden.slug}/"

    def profile_step() -> str:
        step = page(enter(sophea), address).select(".steps li")[0]
        return step.get_text(" ", strip=True)

    assert profile_step().startswith("Name and place done")
    save_profile(organization=pepper_garden, names={"km": "សួន", "en": ""}, country="KH", city="", by=sophea)
    assert profile_step().startswith("Name and place open")


def test_a_person_sees_their_desks_and_nobody_elses(
    tea_house: Organization, pepper_garden: Organization, wei: User, sophea: User, enter: Enter
) -> None:
    Membership.objects.create(organization=tea_house, user=wei, role="finance")
    Membership.objects.create(organization=tea_house, user=wei, role="owner")
    shown = page(enter(wei), "/en/desk/").select_one("main")
    assert shown is not None
    assert "Green Banyan Tea House Guangxi brand owner Owner, Finance" in shown.get_text(" ", strip=True)
    assert "Mekong" not in shown.get_text()
    empty = page(enter(sophea), "/en/desk/").select_one("main")
    assert empty is not None
    assert "You act for no organization yet" in empty.get_text()
