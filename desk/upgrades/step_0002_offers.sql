-- Offers and promises: what forwarding is made of.

CREATE TABLE offer (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  inquiry_number INTEGER NOT NULL,
  from_id INTEGER NOT NULL,
  to_id INTEGER NOT NULL,
  note TEXT NOT NULL,
  contact TEXT,
  why TEXT,
  offered_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  ended_at INTEGER,
  end_why TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT contact_is_a_firstcontact CHECK (contact IN ('spoken', 'written', 'parallel', 'none')),
  CONSTRAINT state_is_a_offerstate CHECK (state IN ('open', 'accepted', 'declined', 'taken_back', 'expired', 'ended')),
  CONSTRAINT not_to_oneself CHECK (from_id <> to_id),
  CONSTRAINT says_what_it_is_about CHECK (note <> ''),
  CONSTRAINT has_time CHECK (due_at > offered_at),
  CONSTRAINT ended_or_open CHECK ((state = 'open') = (ended_at IS NULL)),
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  FOREIGN KEY(from_id) REFERENCES rep (id),
  FOREIGN KEY(to_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX offer_due ON offer (due_at, inquiry_number) WHERE state = 'open';

CREATE INDEX offer_of_inquiry ON offer (inquiry_number, id);

CREATE INDEX offer_to ON offer (to_id, inquiry_number) WHERE state = 'open';

CREATE UNIQUE INDEX one_open_offer ON offer (inquiry_number) WHERE state = 'open';

CREATE TABLE promise (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  inquiry_number INTEGER NOT NULL,
  rep_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  since_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  ended_at INTEGER,
  why TEXT,
  continues INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT state_is_a_promisestate CHECK (state IN ('open', 'kept', 'broken', 'ended')),
  CONSTRAINT says_what CHECK (text <> ''),
  CONSTRAINT has_time CHECK (due_at > since_at),
  CONSTRAINT ended_or_open CHECK ((state = 'open') = (ended_at IS NULL)),
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  FOREIGN KEY(rep_id) REFERENCES rep (id),
  FOREIGN KEY(continues) REFERENCES promise (number)
)
 STRICT;

CREATE INDEX promise_due ON promise (due_at, number, inquiry_number) WHERE state = 'open';

CREATE INDEX promise_of_inquiry ON promise (inquiry_number, state, due_at);

CREATE INDEX promise_of_rep ON promise (rep_id, inquiry_number) WHERE state = 'open';

-- Every act writes its entries last: only then can offers and inquiries be held against each other.
CREATE TRIGGER offered_while_its_holder_offers_it BEFORE INSERT ON trail WHEN NEW.thing = 'inquiry'
BEGIN
  SELECT RAISE(ABORT, 'an inquiry is offered exactly while it has an open offer of its holder')
  FROM inquiry LEFT JOIN offer ON offer.inquiry_number = inquiry.number AND offer.state = 'open'
  WHERE inquiry.number = NEW.thing_id
    AND ((inquiry.state = 'offered') <> (offer.id IS NOT NULL) OR offer.from_id <> inquiry.holder_id);
END;

CREATE TRIGGER offer_and_its_inquiry_stay_together BEFORE UPDATE OF inquiry_number ON offer
WHEN NEW.inquiry_number <> OLD.inquiry_number
BEGIN
  SELECT RAISE(ABORT, 'an offer is never moved to another inquiry');
END;

CREATE TRIGGER promise_and_its_inquiry_stay_together BEFORE UPDATE OF inquiry_number ON promise
WHEN NEW.inquiry_number <> OLD.inquiry_number
BEGIN
  SELECT RAISE(ABORT, 'a promise is never moved to another inquiry');
END;
