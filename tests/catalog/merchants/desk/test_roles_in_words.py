"""Members and their roles: each change told in the member's language, each page open to the right roles."""

import pytest
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.models import Membership, Organization
from catalog.merchants.selectors.members import belonging, belongings, members_of, people_in
from catalog.merchants.services import add_member
from catalog.merchants.services.members import LastOwner, in_order, remove_member, set_roles
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.reference.languages import codes
from portal.accounts.models import User
from tests.catalog.merchants.desk.conftest import ROLES, Enter, page
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
Staff = dict[str, User]


def held(organization: Organization, person: User) -> list[str]:
    rows = Membership.objects.filter(organization=organization, user=person)
    return in_order(list(rows.values_list("role", flat=True)))


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        ([], []),
        (["finance", "owner"], ["owner", "finance"]),
        (["sales", "sales"], ["sales"]),
        (ROLES[::-1], ["owner", "editor", "sales", "finance"]),
    ],
)
def test_roles_are_named_owner_first_and_each_once(given: list[str], ordered: list[str]) -> None:
    assert in_order(given) == ordered


@pytest.mark.parametrize("language", codes())
def test_who_gets_other_roles_reads_which_in_any_language(
    tea_house: Organization, staff: Staff, language: str
) -> None:
    set_roles(
        organization=tea_house, user_id=staff["sales"].pk, roles=["finance", "editor"], by=staff["owner"]
    )
    told = shown(Notice.objects.get(recipient=staff["sales"]), language)
    assert "青榕树茶坊" in told.subject
    assert told.path == f"/{language}/desk/{tea_house.slug}/"
    assert ("Your roles are now: Editor, Finance." in told.text) is (language == "en")


@pytest.mark.parametrize("role", ["editor", "sales", "finance"])
def test_each_other_member_can_be_removed_and_leave(
    tea_house: Organization, staff: Staff, enter: Enter, role: str
) -> None:
    person, members = staff[role], f"/en/desk/{tea_house.slug}/members/"
    answer = enter(staff["owner"]).post(f"{members}{person.pk}/remove/", follow=True)
    assert f"{role.title()} is no longer a member." in answer.content.decode()
    assert enter(person).get(members).status_code == 404
    add_member(organization=tea_house, user_id=person.pk, role=role)
    assert enter(person).post(f"{members}leave/").status_code == 302
    assert held(tea_house, person) == []
    left = Entry.objects.latest("pk")
    assert (left.action, left.actor, left.before["roles"]) == ("member.left", person, [role])


@pytest.mark.parametrize("role", ["editor", "sales", "finance"])
@pytest.mark.parametrize("whom", ["owner", "self"])
def test_who_is_no_owner_changes_nobodys_roles(
    tea_house: Organization, staff: Staff, enter: Enter, role: str, whom: str
) -> None:
    person = staff["owner" if whom == "owner" else role]
    client, one = enter(staff[role]), f"/en/desk/{tea_house.slug}/members/{person.pk}/"
    before, written = held(tea_house, person), Entry.objects.count()
    assert client.get(one).status_code == 403
    for address in (one, f"{one}remove/"):
        refused = client.post(address, {"roles": ["owner", role]})
        assert refused.status_code == 403
        assert "Who may: Owner" in words(the(page_of(refused), "main"))
    assert (held(tea_house, person), Entry.objects.count()) == (before, written)


@pytest.mark.parametrize(
    ("sent", "complaint"), [({}, "required"), ({"roles": ["emperor"]}, "Select a valid")]
)
def test_roles_that_are_none_are_refused_at_their_field(
    tea_house: Organization, staff: Staff, enter: Enter, sent: dict[str, list[str]], complaint: str
) -> None:
    client = enter(staff["owner"])
    response = client.post(f"/en/desk/{tea_house.slug}/members/{staff['sales'].pk}/", sent)
    assert response.status_code == 422
    assert complaint in words(the(page_of(response), "#id_roles_error"))
    assert held(tea_house, staff["sales"]) == ["sales"]
    assert not Notice.objects.exists()


def test_of_two_owners_either_may_go_and_the_last_may_not(tea_house: Organization, staff: Staff) -> None:
    wei, other = staff["owner"], staff["editor"]
    set_roles(organization=tea_house, user_id=other.pk, roles=["owner"], by=wei)
    remove_member(organization=tea_house, user_id=wei.pk, by=other)
    for by in (other, wei):
        with pytest.raises(LastOwner):
            remove_member(organization=tea_house, user_id=other.pk, by=by)
    assert held(tea_house, other) == ["owner"]


def test_an_owner_of_another_organization_does_not_count(
    tea_house: Organization, pepper_garden: Organization, staff: Staff, sophea: User
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    add_member(organization=tea_house, user_id=sophea.pk, role="sales")
    with pytest.raises(LastOwner):
        set_roles(organization=tea_house, user_id=staff["owner"].pk, roles=["editor"], by=staff["owner"])
    assert held(tea_house, staff["owner"]) == ["owner"]


@pytest.mark.parametrize("asked", [set(), {"owner"}, {"owner", "editor"}, set(ROLES)])
def test_those_to_tell_are_those_in_the_roles_each_once(
    tea_house: Organization, staff: Staff, asked: set[str]
) -> None:
    add_member(organization=tea_house, user_id=staff["owner"].pk, role="editor")
    people = people_in(tea_house, asked)
    assert [one.pk for one in people] == sorted(staff[role].pk for role in asked)


def test_a_person_belongs_where_they_have_a_role(
    tea_house: Organization, pepper_garden: Organization, staff: Staff
) -> None:
    wei = staff["owner"]
    add_member(organization=pepper_garden, user_id=wei.pk, role="finance")
    add_member(organization=pepper_garden, user_id=wei.pk, role="sales")
    found = belongings(wei, "en")
    assert [(one.name.value, one.roles) for one in found] == [
        ("Green Banyan Tea House", ("owner",)),
        ("Mekong Pepper Garden", ("sales", "finance")),
    ]
    at = belonging(wei, pepper_garden.slug)
    assert at is not None
    assert at[1] == {"sales", "finance"}
    assert belonging(staff["sales"], pepper_garden.slug) is None
    assert belonging(wei, "nowhere") is None


def test_a_member_is_listed_since_their_first_role(tea_house: Organization, staff: Staff) -> None:
    first = Membership.objects.get(organization=tea_house, user=staff["sales"])
    add_member(organization=tea_house, user_id=staff["sales"].pk, role="owner")
    listed = next(one for one in members_of(tea_house) if one.id == staff["sales"].pk)
    assert (listed.roles, listed.since) == (("owner", "sales"), first.created_at)


@pytest.mark.parametrize("role", ROLES)
def test_the_changes_are_for_owners_to_read(
    tea_house: Organization, staff: Staff, enter: Enter, role: str
) -> None:
    address = f"/en/desk/{tea_house.slug}/members/changes/"
    page(enter(staff[role]), address, 200 if role == "owner" else 403)
    members = page(enter(staff[role]), f"/en/desk/{tea_house.slug}/members/")
    assert bool(members.select(f"a[href='{address}']")) is (role == "owner")


@pytest.mark.parametrize("more", ["", "members/", "members/invite/", "profile/", "evidence/", "storefront/"])
def test_a_stranger_does_not_learn_that_there_is_a_desk(
    client: Client, tea_house: Organization, staff: Staff, lan: User, more: str
) -> None:
    client.force_login(lan)
    there, nowhere = (client.get(f"/en/desk/{slug}/{more}") for slug in (tea_house.slug, "no-such-house"))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert tea_house.slug not in words(the(page_of(there), "main"))
