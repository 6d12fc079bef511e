"""The demonstration's operator keeps goods out: who begins such a listing reads which rule, and why."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.merchants.evidence import KINDS
from catalog.merchants.models import Organization
from catalog.products.document import from_json
from catalog.products.models import GoodsRule, ListingDraft
from catalog.products.selectors.rules import broken_rules
from catalog.products.services.drafting import problems_of, submit_draft
from catalog.products.services.goods_rules import save_goods_rule
from portal.accounts.models import User
from portal.demo.documents import product_document
from portal.demo.kept_out import bring_drafts, bring_rules
from portal.demo.loading import load_demonstration
from portal.demo.models import Exhibit
from portal.demo.reading import Content, content
from portal.demo.removing import remove_demonstration
from portal.demo.schema import RuleEntry

LANGUAGES = {code for code, _name in settings.LANGUAGES}
RULE = RuleEntry(key="ivory", kind="forbidden", names={"en": "Ivory"}, words=("ivory",))


def test_every_rule_is_named_in_every_language_and_says_by_what_goods_are_known() -> None:
    told = content()
    assert len({entry.key for entry in told.rules}) == len(told.rules) >= 5
    assert {entry.kind for entry in told.rules} == {"forbidden", "licence"}
    leaves = {leaf.slug for branch in told.branches for leaf in branch.categories}
    for entry in told.rules:
        assert set(entry.names) == LANGUAGES, entry.key
        assert all(entry.names.values()), entry.key
        assert entry.words or entry.hs, entry.key
        assert entry.category in leaves | {""}, entry.key
        assert (entry.evidence in KINDS) == (entry.kind == "licence"), entry.key


def test_every_draft_is_of_a_seller_of_the_demonstration_and_comes_up_against_a_rule() -> None:
    told = content()
    does = {person.email: (person.organization, person.does) for person in told.people}
    for entry in told.drafts:
        organization, role = does[entry.by]
        assert organization == entry.organization
        assert role in {"owner", "editor"}
        assert entry.title[entry.language]
    assert {entry.breaks for entry in told.drafts} <= {entry.key for entry in told.rules}
    kinds = {entry.key: entry.kind for entry in told.rules}
    assert {kinds[entry.breaks] for entry in told.drafts} == {"forbidden", "licence"}


@pytest.mark.django_db
def test_no_goods_of_the_demonstration_are_forbidden_and_licence_bound_ones_have_their_licence(
    tea_house: Organization,
) -> None:
    told = content()
    bring_rules(told.rules)
    shown = {(one.organization, one.kind) for one in told.evidence if one.decision == "accepted"}
    bound = set()
    for entry in told.products:
        met = broken_rules(organization=tea_house, document=product_document(entry, told, ()))
        for _field, rule in met:
            assert rule.kind == "licence", entry.slug
            assert (entry.organization, rule.evidence) in shown, entry.slug
            bound.add(entry.slug)
    # The rules are looked at: the one spirit there is comes up against its own.
    assert bound == {"guilin-sanhua-rice-spirit"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Keripik singkong, garing dan gurih", ""),  # "garing" is crisp in Indonesian, ivory in Filipino
        ("Vòng ngà voi", "title"),
        ("งาช้างแกะสลัก", "title"),
        ("งาดำคั่ว", ""),  # black sesame begins as ivory does
        ("ဆင်စွယ်လက်ကောက်", "title"),
        ("ស្រូវឥន្ទ្រី", ""),
    ],
)
def test_words_of_the_rules_are_found_in_the_languages_of_sellers(
    tea_house: Organization, title: str, field: str
) -> None:
    told = content()
    bring_rules([entry for entry in told.rules if entry.words])
    document = replace(
        product_document(told.products[0], told, ()), title={"id": title}, summary={}, description={}
    )
    met = broken_rules(organization=tea_house, document=document)
    assert [where for where, _rule in met] == ([field] if field else [])


@pytest.fixture
def loaded(db: None, piece: Content) -> Content:
    """The piece of the demonstration, in the portal."""
    load_demonstration(lambda line: None)
    return piece


def test_a_seller_reads_on_the_desk_why_a_listing_cannot_be_sent_in(client: Client, loaded: Content) -> None:
    drafts = {draft.organization.slug: draft for draft in ListingDraft.objects.select_related("organization")}
    tea, pepper = drafts["demo-green-banyan-tea-house"], drafts["demo-mekong-pepper-garden"]
    told = problems_of(organization=pepper.organization, document=from_json(pepper.document))
    assert told["hs6"] == ["Spirits: only with accepted evidence (Other licence). Send it in first."]
    person = User.objects.get(email="listings@demo.example")
    with pytest.raises(ValidationError, match="Ivory, rhinoceros horn and pangolin"):
        submit_draft(draft=tea, by=person)
    assert {draft.state for draft in ListingDraft.objects.all()} == {"draft"}
    client.force_login(person)
    there = f"/en/desk/{tea.organization.slug}/products/{tea.pk}/"
    page = client.get(there).content.decode()
    assert "象牙茶针" in page
    assert "Goods of this kind are not listed here: Ivory, rhinoceros horn and pangolin." in page


def test_loading_again_changes_nothing_and_begins_no_draft_twice(loaded: Content) -> None:
    people = {user.email: user for user in User.objects.all()}
    sellers = {one.slug.removeprefix("demo-"): one for one in Organization.objects.all()}
    rules, drafts = bring_rules(loaded.rules), bring_drafts(loaded.drafts, sellers, people)
    assert (rules.new, rules.changed, rules.same) == (0, 0, len(loaded.rules))
    assert (drafts.new, drafts.changed, drafts.same) == (0, 0, 2)
    assert ListingDraft.objects.count() == 2


@pytest.mark.django_db
def test_a_rule_that_says_something_else_is_brought_up_to_date_and_one_taken_away_comes_back() -> None:
    first, second = RULE, replace(RULE, key="tusks", words=("tusk",))
    assert bring_rules([first, second]).new == 2
    GoodsRule.objects.get(key="demo-tusks").delete()
    told = bring_rules([replace(first, words=("ivory", "象牙")), second])
    assert (told.new, told.changed, told.same) == (1, 1, 0)
    assert GoodsRule.objects.get(key="demo-ivory").words == "ivory\n象牙"
    assert GoodsRule.objects.count() == 2


@pytest.mark.django_db
def test_a_rule_an_editor_took_out_of_force_stays_out_of_force() -> None:
    bring_rules([RULE])
    GoodsRule.objects.update(in_force=False)
    assert bring_rules([RULE]).same == 1
    assert not GoodsRule.objects.get().in_force


@pytest.mark.django_db
def test_a_rule_no_editor_could_write_stops_the_load_and_leaves_nothing() -> None:
    with pytest.raises(ValidationError) as refused:
        bring_rules([replace(RULE, words=())])
    assert list(refused.value.message_dict) == ["words"]
    assert not GoodsRule.objects.exists()
    assert not Exhibit.objects.exists()


@pytest.mark.django_db
def test_the_rules_go_with_the_demonstration_and_the_operators_own_stay() -> None:
    bring_rules([RULE])
    own = save_goods_rule(key="ivory", kind="forbidden", names={"en": "Ivory"}, words=("ivory",))
    said: list[str] = []
    remove_demonstration(said.append)
    assert "Rules about goods: 1 removed" in said
    assert GoodsRule.objects.get() == own
