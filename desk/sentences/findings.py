"""What a check of a store found, by kind: which thing, and what is wrong with it."""

from __future__ import annotations

from desk.language import N_

FINDINGS: dict[str, str] = {
    "damaged": N_("The file is damaged: {detail}."),
    "damaged_table": N_("The table {thing} is damaged."),
    "reference_broken": N_("{it} refers to a row of {detail} that is not there."),
    "schema_differs": N_("The {thing} {detail} is not as the desk made it."),
    # acts and entries
    "act_without_entry": N_("Act {id} ({detail}) has no entry in any trail."),
    "act_misnamed": N_("Act {id} is named {detail}, its first entry differently."),
    "act_undoes_later": N_("Act {id} ({detail}) takes back one that came after it."),
    "entry_without_act": N_("Entry {id} belongs to no act."),
    "entry_twice": N_("The trail of {it} has a second entry of one act, or one out of order: {detail}."),
    "feed_differs": N_("The feed of changes lacks entries of the trails, or has too many: {detail}."),
    # trails and rows
    "trail_broken": N_("The trail of {it} can't be replayed at entry {detail}."),
    "row_without_trail": N_("{it} has a row that its trail does not tell of: {detail}."),
    "row_missing": N_("{it} lacks a row that its trail tells of: {detail}."),
    "row_differs": N_("{it} is not as its trail leaves it: {detail}."),
    # custody
    "no_one_holder": N_("{it} is open ({detail}), but neither in the inbox nor with one holder."),
    "holder_left": N_("{it} is held by {detail}, who has left the team."),
    "offer_wrong": N_("{it} is {detail}, which does not fit the offers of its holder."),
    "offered_to_left": N_("{it} is offered to {detail}, who has left the team."),
    "left_with_something": N_("{detail} has left the team, and something is still theirs."),
    "tandem_of_one_side": N_("{detail} is in a tandem that is not one inside and one field rep."),
    "callback_of_parted": N_("{it} is of a tandem that was parted."),
    "promise_lost": N_("{it} is closed and has an open promise: {detail}."),
    "sleeps_past_promise": N_("{it} sleeps past a promise: {detail}."),
    "no_next_step": N_("{it} is open ({detail}) without a next step."),
    "next_step_wrong": N_("{it} has another next step ({detail}) than what is due first."),
    "snoozed_without_end": N_("{it} is {detail}, which does not fit the time at which it wakes."),
    "closed_without_outcome": N_("{it} is {detail}, which does not fit its outcome."),
    "words_differ": N_("{it} is found by other words than it has."),
    "words_misplaced": N_("The index of words, {detail}, does not lead to the words of the inquiries."),
    "customer_merged_wrongly": N_("{it} ({detail}) is part of another one, and something is still its own."),
    "merged_wrongly": N_("{it} is merged in a way that leads nowhere: {detail}."),
}
