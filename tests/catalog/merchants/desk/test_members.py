"""Roles are given, changed and taken away; an owner stays; every change is in the audit trail."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.audit.selectors import history
from catalog.merchants.models import Membership, Organization
from catalog.merchants.services import add_member
from catalog.merchants.services.members import LastOwner, NotAMember, remove_member, set_roles
from catalog.notices.models import Notice, OutboxMail
from portal.accounts.models import User
from tests.catalog.merchants.desk.conftest import Enter, page

pytestmark = pytest.mark.django_db
Staff = dict[str, User]


def roles(organization: Organization, person: User) -> set[str]:
    held = Membership.objects.filter(organization=organization, user=person)
    return set(held.values_list("role", flat=True))


def test_roles_become_exactly_those_named(tea_house: Organization, staff: Staff) -> None:
    sales = staff["sales"]
    assert set_roles(
        organization=tea_house, user_id=sales.pk, roles=["finance", "editor"], by=staff["owner"]
    ) == ["editor", "finance"]
    assert roles(tea_house, sales) == {"editor", "finance"}
    entry = history(tea_house)[0]
    assert (entry.action, entry.actor, entry.role) == ("member.roles", staff["owner"], "owner")
    assert entry.before == {"member": "", "roles": ["sales"]}
    assert entry.after == {"member": "Sales", "roles": ["editor", "finance"]}


def test_the_same_roles_again_are_no_change(tea_house: Organization, staff: Staff) -> None:
    before = history(tea_house).count()
    set_roles(organization=tea_house, user_id=staff["sales"].pk, roles=["sales"], by=staff["owner"])
    assert history(tea_house).count() == before
    assert not Notice.objects.exists()


def test_who_gets_other_roles_is_told_and_who_changes_their_own_is_not(
    tea_house: Organization, staff: Staff
) -> None:
    for person in (staff["sales"], staff["owner"]):
        set_roles(organization=tea_house, user_id=person.pk, roles=["owner", "sales"], by=staff["owner"])
    notice = Notice.objects.get()
    assert notice.recipient == staff["sales"]
    assert notice.values == {"organization": "青榕树茶坊", "roles": ["owner", "sales"]}
    assert OutboxMail.objects.get().recipient == staff["sales"]


@pytest.mark.parametrize("wanted", [[], ["emperor"], ["owner", "emperor"]])
def test_roles_there_are_not_change_nothing(tea_house: Organization, staff: Staff, wanted: list[str]) -> None:
    with pytest.raises(ValueError, match=r"at least one|emperor"):
        set_roles(organization=tea_house, user_id=staff["sales"].pk, roles=wanted, by=staff["owner"])
    assert roles(tea_house, staff["sales"]) == {"sales"}


def test_the_last_owner_stays_owner(tea_house: Organization, staff: Staff) -> None:
    wei = staff["owner"]
    with pytest.raises(LastOwner):
        set_roles(organization=tea_house, user_id=wei.pk, roles=["sales"], by=wei)
    with pytest.raises(LastOwner):
        remove_member(organization=tea_house, user_id=wei.pk, by=wei)
    assert roles(tea_house, wei) == {"owner"}
    set_roles(organization=tea_house, user_id=wei.pk, roles=["owner", "finance"], by=wei)
    assert roles(tea_house, wei) == {"owner", "finance"}


def test_an_owner_who_cannot_sign_in_does_not_count(
    tea_house: Organization, staff: Staff, sophea: User
) -> None:
    add_member(organization=tea_house, user_id=sophea.pk, role="owner")
    User.objects.filter(pk=sophea.pk).update(is_active=False)
    with pytest.raises(LastOwner):
        remove_member(organization=tea_house, user_id=staff["owner"].pk, by=staff["owner"])
    User.objects.filter(pk=sophea.pk).update(is_active=True)
    remove_member(organization=tea_house, user_id=staff["owner"].pk, by=staff["owner"])
    assert roles(tea_house, staff["owner"]) == set()


def test_leaving_and_being_removed_are_told_apart(tea_house: Organization, staff: Staff) -> None:
    remove_member(organization=tea_house, user_id=staff["editor"].pk, by=staff["editor"])
    remove_member(organization=tea_house, user_id=staff["sales"].pk, by=staff["owner"])
    assert [entry.action for entry in history(tea_house)[:2]] == ["member.removed", "member.left"]
    with pytest.raises(NotAMember):
        remove_member(organization=tea_house, user_id=staff["sales"].pk, by=staff["owner"])
    with pytest.raises(NotAMember):
        set_roles(organization=tea_house, user_id=staff["sales"].pk, roles=["sales"], by=staff["owner"])


@pytest.mark.parametrize("role", ["editor", "sales", "finance"])
def test_who_leaves_did_so_in_the_role_they_left(tea_house: Organization, staff: Staff, role: str) -> None:
    remove_member(organization=tea_house, user_id=staff[role].pk, by=staff[role])
    left = history(tea_house)[0]
    assert (left.action, left.role, left.actor) == ("member.left", role, staff[role])
    assert (left.before["roles"], left.after["roles"]) == ([role], [])


def test_an_owner_who_gives_the_role_up_did_so_as_owner(
    tea_house: Organization, staff: Staff, sophea: User
) -> None:
    add_member(organization=tea_house, user_id=sophea.pk, role="owner")
    set_roles(organization=tea_house, user_id=sophea.pk, roles=["finance"], by=sophea)
    assert (history(tea_house)[0].action, history(tea_house)[0].role) == ("member.roles", "owner")
    remove_member(organization=tea_house, user_id=sophea.pk, by=staff["owner"])
    gone = history(tea_house)[0]
    assert (gone.action, gone.role, gone.before["roles"]) == ("member.removed", "owner", ["finance"])


def test_the_members_page_shows_everybody_and_lets_owners_change(
    tea_house: Organization, staff: Staff, enter: Enter
) -> None:
    address = f"/en/desk/{tea_house.slug}/members/"
    seen = page(enter(staff["owner"]), address)
    rows = [row.get_text(" ", strip=True) for row in seen.select("tbody tr")]
    assert len(rows) == 4
    assert "韦文 (you) wei@example.com Owner" in rows[0]
    assert len(seen.select("tbody a")) == 4
    other = page(enter(staff["sales"]), address)
    assert len(other.select("tbody tr")) == 4
    assert not other.select("tbody a")
    assert not other.select(f'a[href="{address}invite/"]')


def test_the_number_of_queries_does_not_grow_with_the_members(
    tea_house: Organization, staff: Staff, enter: Enter
) -> None:
    client, address = enter(staff["owner"]), f"/en/desk/{tea_house.slug}/members/"
    client.get(address)
    counts = []
    for more in (0, 20, 176):
        people = User.objects.bulk_create(
            User(email=f"{more}-{number}@example.com") for number in range(more)
        )
        Membership.objects.bulk_create(
            Membership(organization=tea_house, user=one, role="sales") for one in people
        )
        with CaptureQueriesContext(connection) as asked:
            seen = page(client, address)
        counts.append((len(seen.select("tbody tr")), len(asked)))
    assert [rows for rows, _ in counts] == [4, 24, 200]
    assert len({queries for _, queries in counts}) == 1


def post(client: Client, address: str, **data: object) -> str:
    response = client.post(address, data, follow=True)
    assert response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


def test_an_owner_changes_roles_on_the_page(tea_house: Organization, staff: Staff, enter: Enter) -> None:
    client, address = enter(staff["owner"]), f"/en/desk/{tea_house.slug}/members/{staff['sales'].pk}/"
    form = page(client, address)
    assert [box["value"] for box in form.select("main input[checked]")] == ["sales"]
    assert "Saved." in post(client, address, roles=["sales", "finance"])
    assert roles(tea_house, staff["sales"]) == {"sales", "finance"}
    assert client.post(address, {}).status_code == 422
    assert roles(tea_house, staff["sales"]) == {"sales", "finance"}


def test_the_page_says_why_the_last_owner_stays(tea_house: Organization, staff: Staff, enter: Enter) -> None:
    wei = staff["owner"]
    client, members = enter(wei), f"/en/desk/{tea_house.slug}/members/"
    for address, data in (
        (f"{members}{wei.pk}/", {"roles": ["sales"]}),
        (f"{members}{wei.pk}/remove/", {}),
        (f"{members}leave/", {}),
    ):
        assert "an organization needs an owner" in post(client, address, **data)
    assert roles(tea_house, wei) == {"owner"}


def test_leaving_leads_to_the_list_of_desks(tea_house: Organization, staff: Staff, enter: Enter) -> None:
    client = enter(staff["sales"])
    response = client.post(f"/en/desk/{tea_house.slug}/members/leave/")
    assert response["Location"] == "/en/desk/"
    assert roles(tea_house, staff["sales"]) == set()
    assert client.get(f"/en/desk/{tea_house.slug}/").status_code == 404


def test_a_member_of_another_organization_cannot_be_changed(
    tea_house: Organization, pepper_garden: Organization, staff: Staff, sophea: User, enter: Enter
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    client, members = enter(staff["owner"]), f"/en/desk/{tea_house.slug}/members/"
    for address in (f"{members}{sophea.pk}/", f"{members}{sophea.pk}/remove/", f"{members}999999/"):
        assert client.post(address, {"roles": ["sales"]}).status_code == 404
    assert roles(pepper_garden, sophea) == {"owner"}
    assert roles(tea_house, sophea) == set()


def test_owners_read_what_was_changed(tea_house: Organization, staff: Staff, enter: Enter) -> None:
    set_roles(organization=tea_house, user_id=staff["sales"].pk, roles=["editor"], by=staff["owner"])
    remove_member(organization=tea_house, user_id=staff["finance"].pk, by=staff["owner"])
    seen = page(enter(staff["owner"]), f"/en/desk/{tea_house.slug}/members/changes/")
    lines = [line.get_text(" ", strip=True) for line in seen.select("ol.stack > li")]
    assert lines[0].startswith("A member was removed Finance: Finance → – 韦文 (Owner)")
    assert lines[1].startswith("Roles were changed Sales: Sales → Editor 韦文 (Owner)")
    assert "The organization was added" in lines[-1]


def test_a_membership_goes_with_the_person(tea_house: Organization, staff: Staff) -> None:
    staff["sales"].delete()
    assert Membership.objects.filter(organization=tea_house).count() == 3
    with pytest.raises(ObjectDoesNotExist):
        Membership.objects.get(role="sales")
