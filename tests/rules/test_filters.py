"""The filter of the inbox: words joined by *and*, and a sentence for what it does not know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.filters import KEYS, MOST_WORDS, Filter, parse, require_known
from desk.sentences import refusal
from desk.words import Channel, Grade, Refused, State

READ = [
    ("", Filter()),
    ("   ", Filter()),
    ("holder:anna", Filter(holder="anna")),
    ("HOLDER:Anna", Filter(holder="anna")),
    ("with:nobody", Filter(holder="nobody")),
    ("offered:ME", Filter(offered="me")),
    ("offered:joerg holder:me", Filter(offered="joerg", holder="me")),
    ("state:snoozed", Filter(state=State.SNOOZED)),
    ("state:closed", Filter(state=State.CLOSED, closed=True)),
    ("channel:email", Filter(channel=Channel.EMAIL)),
    ("customer:Müller", Filter(customer="mueller")),
    ("customer:K12", Filter(customer="k12")),
    ("due:late", Filter(due="late")),
    ("due:today", Filter(due="today")),
    ("age:2h", Filter(age=timedelta(hours=2))),
    ("age:30min", Filter(age=timedelta(minutes=30))),
    ("age:3D", Filter(age=timedelta(days=3))),
    ("grade:a", Filter(grade=Grade.A)),
    ("priority:High", Filter(priority="high")),
    ("mark:Unfound", Filter(mark="unfound")),
    ("Media Data", Filter(words=("media", "data"))),
    ("#1042", Filter(words=("#1042",))),
    ("Re: quote", Filter(words=("re:", "quote"))),
    (":x", Filter(words=(":x",))),
    ("14:30", Filter(words=("14:30",))),
    ('"re:quote"', Filter(words=('"re:quote"',))),
    ("https://kraus.example", Filter(words=("https://kraus.example",))),
    ("state:any quote", Filter(words=("quote",), closed=True)),
    ("state:Any holder:any", Filter(holder="any", closed=True)),
    (
        "holder:anna with:nobody state:offered channel:email customer:schmidt due:late age:2h",
        Filter(
            holder="nobody",
            state=State.OFFERED,
            channel=Channel.EMAIL,
            customer="schmidt",
            due="late",
            age=timedelta(hours=2),
        ),
    ),
]
REFUSED = [
    ("hodler:anna", "filter_unknown", {"word": "hodler", "nearest": "holder"}),
    ("xyz:1", "filter_unknown", {"word": "xyz"}),
    ("state:open", "filter_value", {"key": "state", "value": "open"}),
    ("channel:fax", "filter_value", {"key": "channel", "value": "fax"}),
    ("due:soon", "filter_value", {"key": "due", "value": "soon"}),
    ("age:2w", "filter_value", {"key": "age", "value": "2w"}),
    ("age:999999d", "filter_value", {"key": "age"}),
    ("grade:d", "filter_value", {"key": "grade", "value": "d"}),
    ("priority:1", "filter_value", {"key": "priority", "value": "1"}),
    ("mark:lost", "filter_value", {"key": "mark", "value": "lost"}),
    ("a " * (MOST_WORDS + 1), "filter_too_long", {"most": MOST_WORDS}),
]


@pytest.mark.parametrize(("typed", "wanted"), READ)
def test_a_filter_is_read_as_it_is_typed(typed, wanted):
    assert parse(typed) == wanted


@pytest.mark.parametrize(("typed", "reason", "facts"), REFUSED)
def test_what_a_filter_does_not_know_is_refused_with_the_nearest_or_the_known(typed, reason, facts):
    with pytest.raises(Refused) as refused:
        parse(typed)
    assert refused.value.reason == reason
    assert facts.items() <= refused.value.facts.items()
    assert "?" not in refusal(refused.value)


@pytest.mark.parametrize("typed", ["holder:mia", "with:nobody", "offered:anybody", "offered:me", "holder:ME", "quote"])
def test_a_filter_by_somebody_of_the_team_is_known(typed):
    require_known(parse(typed), ("anna", "mia"))


@pytest.mark.parametrize("typed", ["holder:mai", "offered:annna", "with:nobdy"])
def test_a_filter_by_nobody_of_the_team_is_refused_with_the_nearest(typed):
    with pytest.raises(Refused) as refused:
        require_known(parse(typed), ("anna", "mia"))
    assert refused.value.reason == "filter_rep"
    assert refused.value.facts["nearest"] in ("anna", "mia")
    assert "?" not in refusal(refused.value)


@pytest.mark.parametrize(
    ("typed", "mine"),
    [
        ("", True),
        ("due:late", True),
        ("channel:email grade:a age:2h priority:high", True),
        ("holder:mia", False),
        ("with:nobody", False),
        ("state:snoozed", False),
        ("state:any", False),
        ("customer:kraus", False),
        ("quote", False),
    ],
)
def test_the_first_filter_holds_until_one_asks_for_somebody_or_something_named(typed, mine):
    assert parse(typed, mine=True).mine is mine
    assert parse(typed).mine is False


def test_closed_ones_are_shown_when_asked_for_by_flag_or_by_state():
    assert parse("holder:anna", closed=True).closed
    assert parse("state:closed").closed
    assert not parse("state:held").closed


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(typed):
    answer = answered(typed)
    if isinstance(answer, Filter):
        assert len(answer.words) <= MOST_WORDS
    else:
        assert answer.reason in ("filter_unknown", "filter_value", "filter_too_long")
        assert refusal(answer)


def answered(typed: str) -> Filter | Refused:
    try:
        return parse(typed)
    except Refused as refused:
        return refused


def test_a_filter_of_100_kilobytes_is_answered_at_once():
    assert len(parse("x" * 100_000).words[0]) <= 2_000


def test_every_key_is_read():
    for key in KEYS:
        with pytest.raises(Refused) as refused:
            parse(f"{key}x:1")
        assert refused.value.reason == "filter_unknown"
