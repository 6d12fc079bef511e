"""An installation without a key makes one, once, and says what to do where it cannot."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.secret_key import local_secret_key, personal_data_keys


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    first = local_secret_key(tmp_path / "var", required=False)
    assert len(first) >= 50
    assert local_secret_key(tmp_path / "var", required=False) == first


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    local_secret_key(tmp_path, required=False)
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: local_secret_key(tmp_path, required=False), range(64)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_production_must_be_given_one(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        local_secret_key(tmp_path, required=True)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file stands where the folder should be", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match=r"data folder .*var cannot be written.*DATA_DIR"):
        local_secret_key(tmp_path / "var", required=False)


def test_what_seals_personal_data_is_made_once_and_readable_by_the_owner_alone(tmp_path: Path) -> None:
    (made,) = personal_data_keys(tmp_path, given=[])
    assert personal_data_keys(tmp_path, given=[]) == [made]
    assert len(base64.urlsafe_b64decode(made)) == 32
    assert (tmp_path / "personal_data_key").stat().st_mode & 0o077 == 0


def test_given_keys_keep_their_order_and_nothing_is_written(tmp_path: Path) -> None:
    keys = [base64.urlsafe_b64encode(bytes([number] * 32)).decode() for number in (1, 2)]
    assert personal_data_keys(tmp_path, given=keys) == keys
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("wrong", ["short", "!" * 44, base64.b64encode(b"x" * 31).decode(), "ключ"])
def test_a_key_that_is_none_stops_the_start_without_being_shown(tmp_path: Path, wrong: str) -> None:
    good = base64.urlsafe_b64encode(b"k" * 32).decode()
    with pytest.raises(ImproperlyConfigured, match="key 2") as refused:
        personal_data_keys(tmp_path, given=[good, wrong])
    assert wrong not in str(refused.value)
    assert good not in str(refused.value)
