from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.holidays import UnknownRegion, holidays_of, known_region, nearest_regions


@pytest.mark.parametrize(
    ("region", "day", "name"),
    [
        ("DE-NW", date(2026, 6, 4), "Fronleichnam"),
        ("DE", date(2026, 10, 3), "Tag der Deutschen Einheit"),
        ("AT-9", date(2026, 10, 26), "Nationalfeiertag"),
        ("CH-ZH", date(2026, 5, 1), "Tag der Arbeit"),
    ],
)
def test_the_holidays_of_a_region_have_names_in_its_own_language(region, day, name):
    assert (day, name) in holidays_of(region, 2026)


def test_holidays_are_those_of_the_region_alone_and_in_order():
    days = [day for day, _ in holidays_of("DE-HH", 2026)]
    assert days == sorted(days)
    assert date(2026, 6, 4) not in days
    assert {day.year for day in days} == {2026}


@pytest.mark.parametrize(
    ("text", "region"),
    [
        *(("de-nw", "DE-NW"), (" DE-NW ", "DE-NW"), ("de", "DE"), ("DE-Bayern", "DE-BY"), ("at-9", "AT-9")),
        *(("", None), ("DE-", None), ("DE-XX", None), ("XX", None), ("-NW", None), ("DEU", None), ("\x00" * 999, None)),
    ],
)
def test_a_region_is_known_in_any_case(text, region):
    assert known_region(text) == region


def test_an_unknown_region_is_refused_with_the_nearest():
    with pytest.raises(UnknownRegion, match="DE-NW") as refused:
        holidays_of("DE-NRW", 2026)
    assert "DE-NW" in refused.value.nearest
    assert nearest_regions("GER")


@pytest.mark.parametrize("year", [0, 1899, 2201, 10**9])
def test_a_year_out_of_reach_is_refused(year):
    with pytest.raises(ValueError, match="no holidays known"):
        holidays_of("DE-NW", year)


@given(st.text(max_size=30))
def test_any_text_is_a_region_or_is_none(text):
    region = known_region(text)
    assert region is None or known_region(region) == region
