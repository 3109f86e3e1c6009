"""What `customer find` says when the index of customers can't be made, or not be kept."""

from __future__ import annotations

from desk.finding.finder import Finder


def test_a_search_whose_index_cannot_be_kept_is_the_same_and_says_why(run, desk, tmp_path, monkeypatch):
    desk.customer("Kraus", number="4711")
    good = run("customer", "find", "krauss", "--json")
    (tmp_path / "file").touch()
    monkeypatch.setenv("DESK_CACHE", str(tmp_path / "file"))
    told = run("customer", "find", "krauss", "--json")
    assert (told.status, told.json) == (good.status, good.json)
    assert good.err == ""
    assert told.err == (
        "The customer search cannot be kept in the cache folder: Not a directory. It is prepared anew each time.\n"
    )


def test_where_no_index_can_be_made_the_beginnings_of_words_are_found(run, desk, monkeypatch):
    desk.customer("Kraus", number="4711")

    def broken(self: Finder) -> None:
        raise OSError("no more memory\x1b[2J")

    monkeypatch.setattr(Finder, "_make", broken)
    told = run("customer", "find", "kra", "--json")
    assert (told.status, [each["number"] for each in told.json]) == (0, ["4711"])
    assert told.err == (
        "The customer search could not be prepared: no more memory[2J. Only beginnings of words are found.\n"
    )
