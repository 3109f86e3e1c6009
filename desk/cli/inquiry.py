"""`desk inquiry`: taking down, listing and showing; the acts stand in modules of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import acting, inquiry_acts, inquiry_custody, inquiry_import, inquiry_more, output
from desk.cli.errors import Usage
from desk.cli.table import Command, flag, option, place
from desk.language import N_, _

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.rules.filters import Filter

CHANNELS = ("phone", "email", "web", "reception", "field", "referral")
_MOST = 10**9


def add(shell: Shell, call: Call) -> int:
    """Take down an inquiry; nobody holds it yet."""
    from desk import acts
    from desk.words import Channel

    channel = call.word("channel", Channel)
    return acting.do(
        shell,
        lambda tx: acts.receive.capture(
            tx,
            channel=channel,
            sender=call.text("from"),
            about=call.text("about"),
            phone=call.maybe("phone"),
            email=call.maybe("email"),
            text=call.text("text"),
            customer=call.customer("customer") or None,
        ),
        acting.of_inquiry(),
    )


def show_list(shell: Shell, call: Call) -> int:
    """Print the inquiries that a filter finds, in the inbox's order."""
    from desk import views
    from desk.rules import filters

    wanted = filters.parse(call.joined("filter"), closed=call.flag("all"))
    limit = call.whole("limit", 0, _MOST)
    rep = _viewer(shell, wanted)
    rows = shell.read(lambda r: views.inbox.page(r, wanted, rep, limit))
    if shell.json:
        from desk.cli import documents

        output.json([documents.inquiry(row) for row in rows])
    else:
        from desk.cli import printed

        output.table(printed.inquiries(rows, shell.clock.now()))
        if not rows:
            output.aside(_("Nothing is found.") if call.joined("filter") else _("Nothing is open."))
    return 0


def show(shell: Shell, call: Call) -> int:
    """Print everything about one inquiry."""
    from desk import views

    number = call.number("n")
    detail = shell.read(lambda r: views.inquiry.detail(r, number))
    if shell.json:
        from desk.cli import documents

        output.json(documents.inquiry_in_full(detail))
    else:
        from desk.cli import printed

        output.lines(printed.inquiry(detail, shell.clock.now()))
    return 0


def _viewer(shell: Shell, wanted: Filter) -> str | None:
    """Give who looks, if that was said: it decides the order, and who `me` is. Raises Usage for an unknown handle."""
    from desk.rules.filters import ANYBODY, ME, NOBODY

    _known(shell, wanted.holder, NOBODY)
    _known(shell, wanted.offered, ANYBODY)
    if ME in (wanted.holder, wanted.offered):
        return shell.rep()
    try:
        return shell.rep() if shell.names_a_rep() else None
    except Usage:  # reading needs nobody
        return None


def _known(shell: Shell, handle: str | None, or_else: str) -> None:
    from desk import clean, views
    from desk.rules.filters import ME

    if handle is None or handle in (ME, or_else):
        return
    reps = shell.read(views.team.reps)
    if all(rep.handle != handle for rep in reps):
        known = ", ".join((*(rep.handle for rep in reps), or_else))
        raise Usage(
            _("There is no rep {handle} in the team. Known are: {known}.").format(
                handle=clean.line(handle, 60), known=known
            )
        )


COMMANDS = (
    Command(
        ("inquiry", "add"),
        N_("Take down an inquiry; its clock runs from now."),
        (
            option("--channel", "CHANNEL", N_("how it reached the team"), required=True, words=CHANNELS),
            option("--from", "WHO", N_("who asks"), required=True),
            option("--about", "TEXT", N_("what it is about, in one line"), required=True),
            option("--phone", "PHONE", N_("the telephone number to call back")),
            option("--email", "EMAIL", N_("the e-mail address to answer to")),
            option("--text", "TEXT", N_("everything else that was said")),
            option("--customer", "N", N_("the customer's number; found by address or telephone when not given")),
        ),
        add,
    ),
    *inquiry_import.COMMANDS,
    Command(
        ("inquiry", "list"),
        N_(
            "List open inquiries, most urgent first. Filters: holder: with: offered: state: channel: customer: due: "
            "age: grade: priority: mark: or words of all that was said, whole or begun."
        ),
        (
            place("FILTER", N_("words that must all fit"), required=False, many=True),
            flag("--all", N_("closed ones as well")),
            option("--limit", "N", N_("at most so many")),
        ),
        show_list,
    ),
    Command(
        ("inquiry", "show"), N_("Show one inquiry with its trail."), (place("N", N_("the inquiry's number")),), show
    ),
    *inquiry_acts.COMMANDS,
    *inquiry_custody.COMMANDS,
    *inquiry_more.COMMANDS,
)
