"""A store past whose door everything came: what a defect, an older desk or another program may have left in it."""

from __future__ import annotations

from typing import Any

from desk import acts
from tests.hostile.payloads import TEXTS
from tests.kit.builders import Desk, raw


def poison(desk: Desk, texts: dict[str, str] = TEXTS) -> dict[str, int]:
    """Add an inquiry, a customer and a callback for each class, put its text in, and give the inquiries' numbers."""
    numbers = {}
    for name, text in texts.items():
        customer = desk.customer(f"Firm {name}", city="x", first_name="f", last_name="l")
        number = desk.inquiry(sender="s", about="a", text="t", customer=customer, holder="anna")
        desk.do(acts.work.note, number, text)
        desk.do(acts.work.qualify, number, what=text, area=text)
        desk.callback(inquiry=number, at=desk.now, topic="c")
        numbers[name] = number
    with raw(desk.path, "rw") as connection:
        for name, number in numbers.items():
            _put(connection, number, f"Firm {name}", texts[name].encode("utf-8", "replace").decode())
    return numbers


def _put(connection: Any, number: int, company: str, text: str) -> None:
    short = text[:5_000].replace("\x00", "")
    (customer,) = connection.execute("SELECT id FROM customer WHERE company = ?", (company,)).fetchone()
    for sql, values in (
        ("UPDATE customer SET company = ?, remark = ?, call_times = ? WHERE id = ?", (short, short, short, customer)),
        ("UPDATE contact SET first_name = ?, last_name = ? WHERE customer_id = ?", (short, short, customer)),
        ("UPDATE inquiry SET about = ?, sender = ?, body = ? WHERE number = ?", (short, short, text, number)),
        ("UPDATE callback SET topic = ?, person = ? WHERE inquiry_number = ?", (short, short, number)),
    ):
        connection.execute(sql, values)
