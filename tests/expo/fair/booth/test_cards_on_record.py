"""What became of business cards stands among an organization's changes in words."""

import pytest

from catalog.merchants.desk.changes import ACTIONS
from expo.fair.models import CardExchange


@pytest.mark.parametrize("state", sorted(set(CardExchange.State) - {CardExchange.State.OFFERED}))
def test_every_decision_about_a_card_has_words(state: CardExchange.State) -> None:
    assert " " in str(ACTIONS[f"card.{state}"])
