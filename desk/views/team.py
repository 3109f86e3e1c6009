"""Who is in the team and what it agreed on; who is free, who works with whom, who is away, and what is whose."""

from __future__ import annotations

from desk.clock import instant
from desk.keeping.reader import Reader, Row
from desk.rows import AbsenceRow, Burden, Parting, RepRow, TandemRow
from desk.rules.settings import DEFAULTS
from desk.views.free import free as free
from desk.words import AbsenceKind, AbsenceState, Role, Side

_REPS = "SELECT id, handle, name, side, role FROM rep WHERE ended_at IS NULL"
_TANDEMS = """
  SELECT tandem.id, tandem.since_at, inside.handle AS inside_handle, outside.handle AS field_handle
  FROM tandem JOIN rep AS inside ON inside.id = tandem.inside_id JOIN rep AS outside ON outside.id = tandem.field_id
  WHERE tandem.until_at IS NULL
  ORDER BY CASE WHEN tandem.main_at IS NULL THEN 1 ELSE 0 END, tandem.main_at DESC, tandem.since_at, tandem.id
"""
_ABSENCES = """
  SELECT absence.id, rep.handle, absence.kind, absence.from_at, absence.until_at, absence.urgent, absence.state,
    deputy.handle AS deputy_handle
  FROM absence JOIN rep ON rep.id = absence.rep_id LEFT JOIN rep AS deputy ON deputy.id = absence.deputy_id
"""
_BURDEN = {
    "held": "SELECT number FROM inquiry WHERE holder_id = :rep AND state <> 'closed' ORDER BY number",
    "offered": "SELECT inquiry_number FROM offer WHERE to_id = :rep AND state = 'open' ORDER BY inquiry_number",
    "promised": """
      SELECT DISTINCT inquiry_number FROM promise WHERE rep_id = :rep AND state = 'open' ORDER BY inquiry_number
    """,
    "callbacks": "SELECT number FROM callback WHERE owner_id = :rep AND state = 'open' ORDER BY number",
}
_SHARED = {
    "callbacks": """
      SELECT number FROM callback JOIN tandem ON tandem.id = callback.owner_tandem_id
      WHERE inside_id = :inside AND field_id = :outside AND state = 'open' ORDER BY number
    """,
    "offers": """
      SELECT inquiry_number FROM offer
      WHERE from_id IN (:inside, :outside) AND to_id IN (:inside, :outside) AND state = 'open' ORDER BY inquiry_number
    """,
}


def reps(reader: Reader) -> tuple[RepRow, ...]:
    """Give the team by handle."""
    return tuple(_rep(row) for row in reader.all(f"{_REPS} ORDER BY handle"))


def rep(reader: Reader, handle: str) -> RepRow | None:
    """Give one rep by handle, in any case, or None."""
    row = reader.one(f"{_REPS} AND handle = :handle", handle=handle.strip().lower())
    return None if row is None else _rep(row)


def settings(reader: Reader) -> dict[str, str]:
    """Give every setting with the value that holds now."""
    return DEFAULTS | {row["key"]: row["value"] for row in reader.all("SELECT key, value FROM setting ORDER BY key")}


def tandems(reader: Reader, handle: str | None = None) -> tuple[TandemRow, ...]:
    """Give the tandems that stand, those of one rep alone when `handle` is given; main ones first."""
    found: list[TandemRow] = []
    known: set[str] = set()
    for row in reader.all(_TANDEMS):
        inside, outside = row["inside_handle"], row["field_handle"]
        main = inside not in known, outside not in known
        found.append(TandemRow(row["id"], inside, outside, instant(row["since_at"]), *main))
        known |= {inside, outside}
    return tuple(row for row in found if handle is None or handle in (row.inside, row.field))


def partner(reader: Reader, handle: str) -> str | None:
    """Give the handle of a rep's main tandem partner, to whom `f` proposes to forward; None: there is no tandem."""
    row = next(iter(tandems(reader, handle)), None)
    return None if row is None else row.field if row.inside == handle else row.inside


def absences(reader: Reader, *, everything: bool = False) -> tuple[AbsenceRow, ...]:
    """Give the absences that go on or are ahead, by their beginning; with `everything` those that are over too."""
    where = "" if everything else "WHERE absence.state <> 'over'"
    return tuple(_absence(row) for row in reader.all(f"{_ABSENCES} {where} ORDER BY absence.from_at, absence.id"))


def burden(reader: Reader, handle: str) -> Burden:
    """Give what is a rep's, and so goes elsewhere when the rep is away or leaves."""
    key = _id(reader, handle)
    numbers = {name: tuple(reader.numbers(sql, rep=key)) for name, sql in _BURDEN.items()}
    mine = reader.all("SELECT number FROM customer WHERE inside_id = :rep OR field_id = :rep ORDER BY id", rep=key)
    pairs = tandems(reader, handle)
    partners = tuple(row.field if row.inside == handle else row.inside for row in pairs)
    return Burden(**numbers, customers=tuple(row["number"] for row in mine), tandems=partners)


def parting(reader: Reader, inside: str, outside: str) -> Parting:
    """Give what an inside and a field rep share: what must find a new home before their tandem is parted."""
    two = {"inside": _id(reader, inside), "outside": _id(reader, outside)}
    sql = "SELECT number FROM customer WHERE inside_id = :inside AND field_id = :outside ORDER BY id"
    customers = tuple(row["number"] for row in reader.all(sql, **two))
    return Parting(customers, **{name: tuple(reader.numbers(sql, **two)) for name, sql in _SHARED.items()})


def _id(reader: Reader, handle: str) -> int:
    known = rep(reader, handle)
    return 0 if known is None else known.id


def _rep(row: Row) -> RepRow:
    return RepRow(row["id"], row["handle"], row["name"], Side(row["side"]), Role(row["role"]))


def _absence(row: Row) -> AbsenceRow:
    return AbsenceRow(
        id=row["id"],
        rep=row["handle"],
        kind=AbsenceKind(row["kind"]),
        from_at=instant(row["from_at"]),
        until_at=instant(row["until_at"]),
        urgent=bool(row["urgent"]),
        deputy=row["deputy_handle"],
        state=AbsenceState(row["state"]),
    )
