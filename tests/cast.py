"""The recurring cast, so that a reader knows at once who may see what.

Wei sells Liubao tea from Wuzhou, Sophea sells pepper from Kampot; Nok buys for a shop in Bangkok,
Lan for one in Hà Nội. An editor looks after the pages, an administrator after everything.
"""

from collections.abc import Callable

import pytest

from portal.accounts.models import User

PASSWORD = "old wood, new tea leaves"

Person = Callable[..., User]


@pytest.fixture
def person(db: None) -> Person:
    """Return a maker of people who can sign in with PASSWORD."""

    def make(address: str, name: str, **fields: object) -> User:
        return User.objects.create_user(f"{address}@example.com", PASSWORD, name=name, **fields)

    return make


@pytest.fixture
def wei(person: Person) -> User:
    """The seller of Liubao tea, from Wuzhou."""
    return person("wei", "韦文", language="zh-hans", currency="CNY", time_zone="Asia/Shanghai")


@pytest.fixture
def sophea(person: Person) -> User:
    """The seller of pepper, from Kampot."""
    return person("sophea", "សុភា", language="km", currency="KHR", time_zone="Asia/Phnom_Penh")


@pytest.fixture
def nok(person: Person) -> User:
    """A buyer from Bangkok."""
    return person("nok", "นก", language="th", currency="THB", time_zone="Asia/Bangkok")


@pytest.fixture
def lan(person: Person) -> User:
    """A buyer from Hà Nội."""
    return person("lan", "Lan", language="vi", currency="VND", time_zone="Asia/Ho_Chi_Minh")


@pytest.fixture
def editor(person: Person) -> User:
    """Looks after the pages."""
    return person("editor", "Editor", is_staff=True)


@pytest.fixture
def administrator(person: Person) -> User:
    """Looks after everything."""
    return person("administrator", "Administrator", is_staff=True, is_superuser=True)
