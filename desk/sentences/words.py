"""The words of the field as people read them."""

from __future__ import annotations

from desk.language import N_

WORDS: dict[str, str] = {
    # states
    "new": N_("new"),
    "held": N_("held"),
    "offered": N_("offered"),
    "snoozed": N_("snoozed"),
    "closed": N_("closed"),
    # channels
    "phone": N_("phone"),
    "email": N_("e-mail"),
    "web": N_("web"),
    "reception": N_("reception"),
    "field": N_("field"),
    "referral": N_("referral"),
    "inside": N_("inside"),
    "member": N_("member"),
    "lead": N_("lead"),
    # next steps
    "first_reply": N_("first reply"),
    "promise": N_("promise"),
    "callback": N_("callback"),
    "snooze": N_("snooze"),
    "offer": N_("offer"),
    "follow_up": N_("follow-up"),
    # outcomes
    "won": N_("won"),
    "lost": N_("lost"),
    "answered": N_("answered"),
    "no_need": N_("no need"),
    "duplicate": N_("duplicate"),
    "spam": N_("spam"),
    "wrong_number": N_("wrong number"),
    # priorities
    "high": N_("high"),
    "normal": N_("normal"),
    "low": N_("low"),
    # how and how promising
    "spoken": N_("spoken"),
    "written": N_("written"),
    "hot": N_("hot"),
    "warm": N_("warm"),
    "cold": N_("cold"),
    # how somebody is told while an inquiry is offered, and what became of offers and promises
    "parallel": N_("in parallel"),
    "none": N_("none"),
    "open": N_("open"),
    "accepted": N_("accepted"),
    "declined": N_("declined"),
    "taken_back": N_("taken back"),
    "expired": N_("expired"),
    "ended": N_("ended"),
    "kept": N_("kept"),
    "broken": N_("not kept"),
    # results of a call
    "reached": N_("reached"),
    "no_answer": N_("no answer"),
    "busy": N_("busy"),
    "voicemail": N_("voicemail"),
    "call_again": N_("call again"),
    "not_interested": N_("not interested"),
    "do_not_call": N_("do not call"),
    # buckets and marks
    "overdue": N_("overdue"),
    "now": N_("now"),
    "today": N_("today"),
    "ahead": N_("ahead"),
    "returned": N_("returned"),
    "unreadable": N_("unreadable"),
    "probable": N_("probable"),
    "late": N_("late"),
    # care models
    "inside_face": N_("one inside face"),
    "two_faces": N_("two faces"),
    "field_face": N_("one field face"),
    "one_team": N_("one team"),
    # what one of a team does for a customer
    "quote": N_("quote"),
    "stand_in": N_("stand-in"),
    # absences, and whether a colleague can take work
    "leave": N_("leave"),
    "sick": N_("sick"),
    "visit": N_("visit"),
    "travel": N_("travel"),
    "planned": N_("planned"),
    "away": N_("away"),
    "over": N_("over"),
    "free": N_("free"),
    # whose a callback is
    "tandem": N_("the tandem"),
    "anyone": N_("anyone"),
    # why a customer was found
    "exact": N_("exact"),
    "begins_with": N_("begins with"),
    "sounds_like": N_("sounds like"),
    "one_letter_off": N_("one letter off"),
    "number": N_("number"),
    # what two customers share that may be one
    "name": N_("name"),
    "similar_name": N_("similar name"),
    "domain": N_("e-mail domain"),
    "town": N_("town"),
    "word": N_("a word like it"),
}
