"""What every place looks like, in both languages, at both sizes: the texts in `tests/golden` are the agreed ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import language
from desk.screens.first_start import FirstStartApp, Founder
from desk.screens.help import Help
from tests.kit.morning import Morning, morning
from tests.kit.screen import golden, sitting, until

BOTH_SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture(params=language.LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    made.desk.customer(
        "Kraus & Söhne GmbH",
        grade="C",
        first_name="Petra",
        last_name="Kraus",
        phone="0201 5551",
        email="petra@kraus.example",
        street="Am Ring 1",
        postcode="45127",
        city="Essen",
    )
    made.desk.callback(phone="0231 4455", at=made.desk.later(minutes=0), topic="media data", owner="side:inside")
    yield made
    made.desk.close()


def named(place: str, size: tuple[int, int]) -> str:
    return f"{place}-{size[0]}x{size[1]}"


@BOTH_SIZES
async def test_the_inbox_looks_as_it_was_agreed(day: Morning, size: tuple[int, int], spoken: str) -> None:
    async with sitting(day.desk.store, size=size) as here:
        await here.type("j")
        golden(here.app, named("inbox", size))


@BOTH_SIZES
async def test_the_customers_look_as_they_were_agreed(day: Morning, size: tuple[int, int], spoken: str) -> None:
    async with sitting(day.desk.store, size=size) as here:
        await here.type("f3")
        await here.until(lambda: here.screen._finder.complete)  # found before that, the cursor would stay on another
        await here.type(*"kraus")
        await here.until_shown("── ")
        await here.until(lambda: here.screen.query_text == "kraus" == here.screen._shown_query)
        await here.pilot.pause()
        golden(here.app, named("customers", size))


@BOTH_SIZES
async def test_the_callbacks_look_as_they_were_agreed(day: Morning, size: tuple[int, int], spoken: str) -> None:
    async with sitting(day.desk.store, size=size) as here:
        await here.type("3")
        await here.until(lambda: len(here.screen.list.rows) == 3)
        await here.pilot.pause()
        golden(here.app, named("callbacks", size))


@BOTH_SIZES
async def test_the_help_looks_as_it_was_agreed(day: Morning, size: tuple[int, int], spoken: str) -> None:
    async with sitting(day.desk.store, size=size) as here:
        await here.type("?")
        assert isinstance(here.screen, Help)
        golden(here.app, named("help", size))


@BOTH_SIZES
async def test_the_first_start_looks_as_it_was_agreed(size: tuple[int, int], spoken: str) -> None:
    def never(_path: str, _founder: Founder) -> str:
        raise AssertionError

    app = FirstStartApp("desk.db", never, lambda _path: ())
    async with app.run_test(size=size) as pilot:
        await until(lambda: app.screen_stack[1:] and app.screen.query("Choices"), app)
        await pilot.pause()
        golden(app, named("first_start", size))
        await pilot.press("2")
        await pilot.pause()
        assert ("Innendienst" if spoken == "de" else "inside") in app.screen.query_one("#field-side").value


async def test_the_time_question_says_its_keys_in_the_language_of_the_desk(day: Morning, spoken: str) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("t")
        assert ("Leertaste Zugesagt" if spoken == "de" else "Space Promised") in here.text
        assert ("Esc Zurück" if spoken == "de" else "Esc Back") in here.text


async def test_the_side_that_owns_a_callback_fits_its_column(day: Morning, spoken: str) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("3")
        await here.until(lambda: len(here.screen.list.rows) == 3)
        await here.until_shown("(innen)" if spoken == "de" else "(inside)")
