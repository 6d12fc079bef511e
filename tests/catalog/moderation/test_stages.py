"""A suspension in each of its stages: which moves are made, who hears of it, what is kept."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.audit.models import Entry
from catalog.merchants.models import WRITERS, DecisionReason, Organization, Storefront
from catalog.merchants.services import add_member, move_storefront
from catalog.moderation import selectors, services
from catalog.moderation.kinds import KINDS, Thing, find, kind_words, number, reason_words, shown_at
from catalog.moderation.models import Report, Suspension
from catalog.moderation.services import DecidedMeanwhile
from catalog.moderation.services.appealing import MOVES
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.products.models import Product
from catalog.products.services import move_product
from catalog.products.services.suspending import restore_product
from portal.accounts.models import User
from tests.catalog.moderation.conftest import thing

pytestmark = pytest.mark.django_db
STAGES = Suspension.Stage.values
Suspend = Callable[..., Suspension]


@pytest.fixture
def suspend(moderator: User, reason: DecisionReason) -> Suspend:
    """Return a function that suspends a thing."""

    def made(kind: str, pk: object, note: str = "") -> Suspension:
        return services.suspend(kind=kind, thing=thing(kind, pk), reason=reason, note=note, by=moderator)

    return made


def in_stage(suspension: Suspension, stage: str) -> Suspension:
    """Bring a suspension into a stage; what was lifted is back."""
    if stage == "lifted":
        restore_product(product=Product.objects.get(), to="published", by=User.objects.latest("pk"))
    Suspension.objects.filter(pk=suspension.pk).update(stage=stage)
    suspension.refresh_from_db()
    return suspension


@pytest.mark.parametrize("move", ["appeal", "lift", "uphold"])
@pytest.mark.parametrize("stage", STAGES)
def test_each_move_is_made_or_refused_in_each_stage(
    suspension: Suspension, owner: User, moderator: User, stage: str, move: str
) -> None:
    in_stage(suspension, stage)
    written, told = Entry.objects.filter(action__startswith="suspension.").count(), Notice.objects.count()
    allowed = {"appeal": {"new"}, "lift": {"new", "appealed", "upheld"}, "uphold": {"appealed"}}[move]
    leads_to = {"appeal": "appealed", "lift": "lifted", "uphold": "upheld"}[move]

    def make() -> object:
        if move == "appeal":
            return services.appeal(suspension=suspension, plea="Look", by=owner)
        return services.answer(
            suspension=suspension, lift=move == "lift", seen=stage, note="So", by=moderator
        )

    if stage in allowed:
        make()
    else:
        with pytest.raises(DecidedMeanwhile):
            make()
    made = stage in allowed
    assert Suspension.objects.get().stage == (leads_to if made else stage)
    assert Entry.objects.filter(action__startswith="suspension.").count() == written + int(made)
    assert Notice.objects.count() == told + int(made and move != "appeal")
    visible = stage == "lifted" or (made and move == "lift")
    assert Product.objects.get().status == ("published" if visible else "suspended")


@pytest.mark.parametrize("seen", ["", "lifted", "gone", "NEW", "appealed", "upheld"])
@pytest.mark.parametrize("lift", [True, False])
def test_a_decision_about_another_stage_than_it_is_in_changes_nothing(
    suspension: Suspension, moderator: User, seen: str, lift: bool
) -> None:
    with pytest.raises(DecidedMeanwhile):
        services.answer(suspension=suspension, lift=lift, seen=seen, note="So", by=moderator)
    kept = Suspension.objects.get()
    assert (kept.stage, kept.answer, kept.answered_by) == ("new", "", None)


def test_the_table_of_moves_never_leads_out_of_lifted() -> None:
    assert not [wanted for wanted, seen in MOVES.items() if Suspension.Stage.LIFTED in seen]


def test_who_has_an_old_copy_learns_the_stage_it_is_in(
    suspension: Suspension, owner: User, moderator: User
) -> None:
    late = Suspension.objects.get()
    services.answer(suspension=suspension, lift=True, seen="new", note="Sorry", by=moderator)
    with pytest.raises(DecidedMeanwhile):
        services.appeal(suspension=late, plea="Look", by=owner)
    assert late.stage == "lifted"
    assert late.plea == ""


@pytest.mark.parametrize("was", ["published", "paused"])
def test_what_is_lifted_has_the_state_it_had(
    liubao: Product, suspend: Suspend, moderator: User, was: str
) -> None:
    if was == "paused":
        move_product(product=liubao, to="paused")
    began = suspend("product", liubao.pk)
    assert began.was == was
    services.answer(suspension=began, lift=True, seen="new", note="Fine", by=moderator)
    liubao.refresh_from_db()
    assert liubao.status == was


@pytest.mark.parametrize("was", ["published", "paused", "draft"])
def test_a_storefront_that_is_lifted_has_the_state_it_had(
    tea_house: Organization, suspend: Suspend, moderator: User, was: str
) -> None:
    store = tea_house.storefront
    if was == "paused":
        move_storefront(storefront=store, to="paused")
    else:
        Storefront.objects.filter(pk=store.pk).update(status=was)
    began = suspend("storefront", store.pk)
    services.answer(suspension=began, lift=True, seen="new", note="Fine", by=moderator)
    store.refresh_from_db()
    assert (began.was, store.status) == (was, was)


def test_a_thing_is_suspended_again_after_it_was_lifted_and_both_are_kept(
    tea_house: Organization, suspend: Suspend, moderator: User
) -> None:
    first = suspend("storefront", tea_house.storefront.pk)
    services.answer(suspension=first, lift=True, seen="new", note="Fine", by=moderator)
    second = suspend("storefront", tea_house.storefront.pk)
    assert selectors.suspensions_of(tea_house) == [second, first]
    assert selectors.suspension_now("storefront", second.key) == second
    assert [str(one) for one in (second, first)] == [
        f"storefront:{second.key} new",
        f"storefront:{second.key} lifted",
    ]


def test_the_database_keeps_one_suspension_in_force(suspension: Suspension) -> None:
    again = {"kind": suspension.kind, "key": suspension.key, "organization": suspension.organization}
    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.create(**again, title="Tea", reason=suspension.reason, was="published")
    Suspension.objects.update(stage="lifted")
    Suspension.objects.create(**again, title="Tea", reason=suspension.reason, was="published")
    assert Suspension.objects.count() == 2


@pytest.mark.parametrize("kind", ["product", "storefront", "organization"])
@pytest.mark.parametrize("role", ["owner", "editor", "sales", "finance"])
def test_owners_and_editors_hear_of_each_kind_and_others_do_not(
    liubao: Product,
    tea_house: Organization,
    nok: User,
    suspend: Suspend,
    moderator: User,
    kind: str,
    role: str,
) -> None:
    add_member(organization=tea_house, user_id=nok.pk, role=role)
    pk = {"product": liubao.pk, "storefront": tea_house.storefront.pk, "organization": tea_house.pk}[kind]
    began = suspend(kind, pk, "See the seal")
    services.answer(suspension=began, lift=True, seen="new", note="Sorry", by=moderator)
    told = list(Notice.objects.filter(recipient=nok).order_by("created_at").values_list("kind", flat=True))
    expected = ["moderation.suspended", "moderation.answered"] if role in WRITERS else []
    assert told == expected


def test_who_cannot_sign_in_and_who_acts_elsewhere_is_not_told(
    liubao: Product,
    tea_house: Organization,
    pepper_garden: Organization,
    owner: User,
    sophea: User,
    suspend: Suspend,
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    User.objects.filter(pk=owner.pk).update(is_active=False)
    suspend("product", liubao.pk)
    assert not Notice.objects.exists()


def test_a_suspension_and_its_end_are_told_apart_and_each_once(
    suspension: Suspension, owner: User, moderator: User
) -> None:
    services.appeal(suspension=suspension, plea="Look", by=owner)
    services.answer(suspension=suspension, lift=False, seen="appealed", note="No", by=moderator)
    services.answer(suspension=suspension, lift=True, seen="upheld", note="Yes", by=moderator)
    told = [shown(one, "en") for one in Notice.objects.filter(recipient=owner).order_by("created_at")]
    assert [one.subject.split(":")[0] for one in told] == ["Suspended", "Still suspended", "Lifted"]
    assert "You can put right what it says, and appeal once." in told[0].text
    assert "the suspension stays" in told[1].text
    assert "Visitors see it again." in told[2].text
    assert len({one.path for one in told}) == 1


def test_the_reason_stays_readable_after_it_is_no_longer_offered(
    suspension: Suspension, reason: DecisionReason
) -> None:
    DecisionReason.objects.filter(pk=reason.pk).update(offered=False)
    found = selectors.one_suspension(suspension.organization, suspension.pk)
    assert found is not None
    assert found.reason == reason


def test_an_answer_carries_reason_and_words(
    suspension: Suspension, moderator: User, tea_offer: Thing
) -> None:
    put_right = DecisionReason.objects.get(key="put-right")
    services.answer(
        suspension=suspension, lift=True, seen="new", reason=put_right, note=" \r\nThanks ", by=moderator
    )
    kept = Suspension.objects.get()
    assert (kept.answer_reason, kept.answer, kept.answered_by) == (put_right, "Thanks", moderator)
    assert kept.answered_at is not None
    entry = Entry.objects.filter(action="suspension.answered").get()
    assert (entry.role, entry.before, entry.after) == (
        "moderator",
        {"stage": "new"},
        {"stage": "lifted", "reason": "put-right", "note": "Thanks"},
    )


def test_an_answer_without_words_restores_nothing(suspension: Suspension, moderator: User) -> None:
    with pytest.raises(ValidationError):
        services.answer(suspension=suspension, lift=True, seen="new", note=" \n ", by=moderator)
    assert Product.objects.get().status == "suspended"
    assert not Notice.objects.filter(kind="moderation.answered").exists()


def test_what_was_restored_by_other_means_is_not_lifted_over(suspension: Suspension, moderator: User) -> None:
    restore_product(product=Product.objects.get(), to="paused", by=moderator)
    with pytest.raises(DecidedMeanwhile):
        services.answer(suspension=suspension, lift=True, seen="new", note="Fine", by=moderator)
    assert Product.objects.get().status == "paused"
    assert Suspension.objects.get().stage == "new", "nothing of a refused decision is kept"


def test_a_refused_suspension_closes_no_report(
    suspension: Suspension, report: Report, tea_offer: Thing, moderator: User, reason: DecisionReason
) -> None:
    Report.objects.update(decided_at=None, outcome="", decided_by=None)
    with pytest.raises(DecidedMeanwhile):
        services.suspend(kind="product", thing=tea_offer, reason=reason, seen=[report.pk], by=moderator)
    report.refresh_from_db()
    assert (report.decided_at, report.outcome) == (None, "")


def test_what_is_never_suspended_is_refused(
    tea_offer: Thing, moderator: User, reason: DecisionReason
) -> None:
    ends = [kind.name for kind in KINDS if kind.suspend is None]
    assert ends
    for kind in ends:
        with pytest.raises(ValueError, match="is not suspended"):
            services.suspend(kind=kind, thing=tea_offer, reason=reason, by=moderator)
    assert not Suspension.objects.exists()


@pytest.mark.parametrize(
    ("key", "read"),
    [
        ("7", 7),
        ("0", 0),
        ("", 0),
        ("-1", 0),
        ("1.5", 0),
        ("٣", 0),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, 0),
        ("1 ", 0),
    ],
)
def test_a_key_is_a_number_or_names_nothing(key: str, read: int) -> None:
    assert number(key) == read


def test_what_nobody_knows_has_no_words_and_is_not_there() -> None:
    assert find("ship", "1", "en") is None
    assert shown_at("ship", "liner", "en") is None
    assert (kind_words("ship"), reason_words("ship", "leak"), reason_words("product", "leak")) == (
        "ship",
        "leak",
        "leak",
    )


@pytest.mark.parametrize("key", ["0", "x", "999999", "9" * 30])
@pytest.mark.parametrize("kind", ["product", "storefront", "organization"])
def test_what_is_gone_is_none(db: None, kind: str, key: str) -> None:
    assert find(kind, key, "en") is None
