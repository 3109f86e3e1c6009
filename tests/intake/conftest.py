"""One parser for the messages that ought to leave it alive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk.intake.parser import MailParser


@pytest.fixture(scope="session")
def parser() -> Iterator[MailParser]:
    with MailParser(seconds=20) as parser:
        yield parser
