"""`desk customer`: add, edit, find and show customers with their contacts and sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli import acting, customer_export, customer_find, customer_import, customer_merge, output
from desk.cli.table import Arg, Command, option, pairs, place
from desk.language import N_, _

if TYPE_CHECKING:
    from desk.cli.call import Call
    from desk.cli.shell import Shell
    from desk.done import Done

NUMBER = place("N", N_("the customer's number"))
VERSION = option("--if-version", "V", N_("only when nobody has changed it since this version"))
_REACH = (
    option("--phone", "PHONE", N_("a telephone number")),
    option("--email", "EMAIL", N_("an e-mail address")),
)
_OWN = (
    option("--company", "NAME", N_("the company"), aliases=("--name",)),
    *_REACH,
    option("--website", "URL", N_("the website")),
    option("--country", "COUNTRY", N_("the country")),
    option("--grade", "GRADE", N_("how much the customer matters; a lead says that"), words=("A", "B", "C")),
    option(
        "--care-model",
        "MODEL",
        N_("which face the customer sees; a lead says that"),
        words=("inside_face", "two_faces", "field_face", "one_team"),
    ),
    option("--inside", "HANDLE", N_("the inside rep")),
    option("--field", "HANDLE", N_("the field rep")),
    option("--call-times", "HOURS", N_("when to call, like Mo-Fr 8-10")),
    option("--sector", "NAME", N_("the line of business; two at most, by comma")),
    option("--note", "TEXT", N_("a remark")),
)
_WHY = option("--why", "TEXT", N_("the reason, where a care model is set"))
_PERSON = (option("--first-name", "NAME", N_("first name")), option("--last-name", "NAME", N_("last name")))
_PLACE = (
    option("--street", "STREET", N_("street and house number")),
    option("--postcode", "CODE", N_("postcode")),
    option("--city", "CITY", N_("city")),
)
_CONTACT = (*_PERSON, option("--role", "ROLE", N_("what the person does there")), *_REACH)
_SITE = (
    option("--name", "NAME", N_("what the site is called")),
    *_PLACE,
    option("--country", "COUNTRY", N_("country")),
)


def values(call: Call, args: tuple[Arg, ...]) -> dict[str, str]:
    """Give what was said of a customer or part, by its own option or by --set."""
    given = {arg.key: call.maybe(arg.key) for arg in args}
    return {key: value for key, value in given.items() if value is not None} | call.pairs("set")


def add(shell: Shell, call: Call) -> int:
    """Add a customer, with the first contact, site, number and address."""
    from desk import acts

    given, why = values(call, (*_OWN, *_PERSON, *_PLACE, _OWN_NUMBER)), call.maybe("why") or ""

    def say(shell: Shell, done: Done[str]) -> acting.Said:
        return acting.of_customer(done.value)(shell, done)

    return acting.do(shell, lambda tx: acts.customers.add(tx, given, why), say)


def edit(shell: Shell, call: Call) -> int:
    """Change a customer; what is not named stays."""
    from desk import acts

    n, given, version = call.customer("n"), values(call, _OWN), call.whole("if_version", 0, 2**62)
    why = call.maybe("why") or ""
    return acting.do(shell, lambda tx: acts.customers.edit(tx, n, given, version, why), acting.of_customer(n))


def contact_add(shell: Shell, call: Call) -> int:
    """Add a person to a customer."""
    from desk import acts

    n, given = call.customer("n"), values(call, _CONTACT)
    return acting.do(
        shell,
        lambda tx: acts.customer_parts.contact_add(tx, n, given),
        lambda shell, done: acting.of_customer(n, contact=done.value)(shell, done),
    )


def contact_edit(shell: Shell, call: Call) -> int:
    """Change a person, or add a number or address."""
    from desk import acts

    key, given, version = call.number("contact"), values(call, _CONTACT), call.whole("if_version", 0, 2**62)
    return acting.do(
        shell,
        lambda tx: acts.customer_parts.contact_edit(tx, key, given, version),
        lambda shell, done: acting.of_customer(done.value, contact=key)(shell, done),
    )


def site_add(shell: Shell, call: Call) -> int:
    """Add an office or shop to a customer."""
    from desk import acts

    n, given = call.customer("n"), values(call, _SITE)
    return acting.do(
        shell,
        lambda tx: acts.customer_parts.site_add(tx, n, given),
        lambda shell, done: acting.of_customer(n, site=done.value)(shell, done),
    )


def site_edit(shell: Shell, call: Call) -> int:
    """Change an office or shop."""
    from desk import acts

    key, given, version = call.number("site"), values(call, _SITE), call.whole("if_version", 0, 2**62)
    return acting.do(
        shell,
        lambda tx: acts.customer_parts.site_edit(tx, key, given, version),
        lambda shell, done: acting.of_customer(done.value, site=key)(shell, done),
    )


def show(shell: Shell, call: Call) -> int:
    """Print everything about one customer."""
    from desk import views

    n = call.customer("n")
    card = shell.read(lambda r: views.customers.card(r, views.customers.by_number(r, n)))
    if shell.json:
        from desk.cli import documents

        output.json(documents.customer(card))
    else:
        from desk.cli import printed

        if any(part.number == n for part in card.merged):
            output.line(_("{number} is now part of {into}.").format(number=n, into=card.number))
        output.lines(printed.customer(card, shell.clock.now()))
    return 0


_OWN_NUMBER = option("--number", "N", N_("a number of your own; K1, K2 and so on when not given"))
_SET = pairs("--set", N_("a field and its value; an empty value clears it"))
COMMANDS = (
    *customer_import.COMMANDS,
    *customer_export.COMMANDS,
    Command(
        ("customer", "add"),
        N_("Add a customer: a company or a person."),
        (*_OWN, *_PERSON, *_PLACE, _OWN_NUMBER, _SET, _WHY),
        add,
    ),
    Command(
        ("customer", "edit"),
        N_("Change a customer; what is not named stays."),
        (NUMBER, *_OWN, _SET, _WHY, VERSION),
        edit,
    ),
    Command(("customer", "contact", "add"), N_("Add a person to a customer."), (NUMBER, *_CONTACT, _SET), contact_add),
    Command(
        ("customer", "contact", "edit"),
        N_("Change a person, or add a number or address."),
        (place("CONTACT", N_("the contact's number, see customer show")), *_CONTACT, _SET, VERSION),
        contact_edit,
    ),
    Command(("customer", "site", "add"), N_("Add an office or shop to a customer."), (NUMBER, *_SITE, _SET), site_add),
    Command(
        ("customer", "site", "edit"),
        N_("Change an office or shop."),
        (place("SITE", N_("the site's number, see customer show")), *_SITE, _SET, VERSION),
        site_edit,
    ),
    *customer_find.COMMANDS,
    *customer_merge.COMMANDS,
    Command(("customer", "show"), N_("Show one customer."), (NUMBER,), show),
)
