from collections.abc import Iterator
from pathlib import Path

import pytest

from tumbuh.intake.arriving import write_arriving


def test_pieces_become_one_file_that_only_we_may_read(tmp_path: Path) -> None:
    path = write_arriving([b"No. Pesanan", b";", b"Status"], tmp_path / "spool")
    assert path.read_bytes() == b"No. Pesanan;Status"
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_stays_of_an_upload_that_breaks_off(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        write_arriving(broken(), tmp_path)
    assert list(tmp_path.iterdir()) == []
