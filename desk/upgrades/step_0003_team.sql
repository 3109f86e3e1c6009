-- Tandems, absences, who does what for a customer, why an inquiry was suggested to whom; and callbacks of a tandem.

CREATE TABLE tandem (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  inside_id INTEGER NOT NULL,
  field_id INTEGER NOT NULL,
  since_at INTEGER NOT NULL,
  until_at INTEGER,
  main_at INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT two_reps CHECK (inside_id <> field_id),
  CONSTRAINT ends_after_it_began CHECK (until_at IS NULL OR until_at >= since_at),
  FOREIGN KEY(inside_id) REFERENCES rep (id),
  FOREIGN KEY(field_id) REFERENCES rep (id)
)
 STRICT;

CREATE UNIQUE INDEX one_tandem_of_two ON tandem (inside_id, field_id) WHERE until_at IS NULL;

CREATE INDEX tandem_of_field ON tandem (field_id);

CREATE TABLE absence (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  rep_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  urgent INTEGER NOT NULL,
  deputy_id INTEGER,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT kind_is_a_absencekind CHECK (kind IN ('leave', 'sick', 'visit', 'travel')),
  CONSTRAINT state_is_a_absencestate CHECK (state IN ('planned', 'away', 'over')),
  CONSTRAINT urgent_is_a_flag CHECK (urgent IN (0, 1)),
  CONSTRAINT has_time CHECK (until_at > from_at),
  CONSTRAINT deputy_is_another CHECK (deputy_id <> rep_id),
  FOREIGN KEY(rep_id) REFERENCES rep (id),
  FOREIGN KEY(deputy_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX absence_of_rep ON absence (rep_id, until_at);

CREATE INDEX absence_to_begin ON absence (from_at, id) WHERE state = 'planned';

CREATE INDEX absence_to_end ON absence (until_at, id) WHERE state = 'away';

CREATE TABLE customer_part (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  part TEXT NOT NULL,
  rep_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT part_is_a_part CHECK (part IN ('first_reply', 'quote', 'visit', 'callback', 'stand_in')),
  UNIQUE (customer_id, part),
  FOREIGN KEY(customer_id) REFERENCES customer (id),
  FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX part_of_rep ON customer_part (rep_id);

CREATE TABLE suggested (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  inquiry_number INTEGER NOT NULL,
  model TEXT NOT NULL,
  why TEXT NOT NULL,
  rep_id INTEGER,
  told_id INTEGER,
  offer_to_id INTEGER,
  instead_of_id INTEGER,
  through TEXT,
  object_until INTEGER,
  objected_at INTEGER,
  objection TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT model_is_a_caremodel CHECK (model IN ('inside_face', 'two_faces', 'field_face', 'one_team')),
  CONSTRAINT why_is_a_why CHECK (why IN ('unknown_caller', 'no_field_rep', 'nobody_named', 'inside_face', 'two_faces_one_free', 'two_faces_less_load', 'field_face', 'one_team')),
  CONSTRAINT through_is_a_through CHECK (through IN ('deputy', 'tandem', 'inbox')),
  CONSTRAINT told_may_object CHECK ((told_id IS NULL) = (object_until IS NULL)),
  CONSTRAINT objects_with_a_reason CHECK ((objected_at IS NULL) = (objection IS NULL)),
  UNIQUE (inquiry_number),
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  FOREIGN KEY(rep_id) REFERENCES rep (id),
  FOREIGN KEY(told_id) REFERENCES rep (id),
  FOREIGN KEY(offer_to_id) REFERENCES rep (id),
  FOREIGN KEY(instead_of_id) REFERENCES rep (id)
)
 STRICT;

-- What an owner may be is part of the table, so callbacks move into a new one; their attempts refer to them and wait aside.
CREATE TABLE callback_aside AS SELECT * FROM callback;

CREATE TABLE attempt_aside AS SELECT * FROM attempt;

CREATE TABLE number_aside AS SELECT seq FROM sqlite_sequence WHERE name = 'callback';

DELETE FROM attempt;

DROP TABLE callback;

CREATE TABLE callback (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL,
  inquiry_number INTEGER,
  customer_id INTEGER,
  person TEXT,
  phone TEXT,
  topic TEXT NOT NULL,
  promised INTEGER NOT NULL,
  owner_kind TEXT NOT NULL,
  owner_id INTEGER,
  owner_tandem_id INTEGER,
  owner_side TEXT,
  from_at INTEGER NOT NULL,
  until_at INTEGER,
  widen_at INTEGER,
  tried INTEGER NOT NULL,
  calling_since INTEGER,
  result TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT state_is_a_callbackstate CHECK (state IN ('open', 'done')),
  CONSTRAINT owner_kind_is_a_ownerkind CHECK (owner_kind IN ('rep', 'tandem', 'side', 'anyone')),
  CONSTRAINT owner_side_is_a_side CHECK (owner_side IN ('inside', 'field')),
  CONSTRAINT result_is_a_callresult CHECK (result IN ('reached', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'call_again', 'not_interested', 'do_not_call')),
  CONSTRAINT promised_is_a_flag CHECK (promised IN (0, 1)),
  CONSTRAINT a_rep_is_named CHECK ((owner_kind = 'rep') = (owner_id IS NOT NULL)),
  CONSTRAINT a_tandem_is_named CHECK ((owner_kind = 'tandem') = (owner_tandem_id IS NOT NULL)),
  CONSTRAINT a_side_is_named CHECK ((owner_kind = 'side') = (owner_side IS NOT NULL)),
  CONSTRAINT window_forward CHECK (until_at IS NULL OR until_at >= from_at),
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  FOREIGN KEY(customer_id) REFERENCES customer (id),
  FOREIGN KEY(owner_id) REFERENCES rep (id),
  FOREIGN KEY(owner_tandem_id) REFERENCES tandem (id)
)
 STRICT;

CREATE INDEX callback_in_order ON callback (from_at, number) WHERE state = 'open';

CREATE INDEX callback_of_customer ON callback (customer_id);

CREATE INDEX callback_of_inquiry ON callback (inquiry_number);

CREATE INDEX callback_of_rep ON callback (owner_id) WHERE state = 'open';

CREATE INDEX callback_of_tandem ON callback (owner_tandem_id) WHERE state = 'open';

CREATE INDEX callback_to_widen ON callback (widen_at, number) WHERE state = 'open' AND widen_at IS NOT NULL;

INSERT INTO callback (
  number, state, inquiry_number, customer_id, person, phone, topic, promised, owner_kind, owner_id, owner_side,
  from_at, until_at, tried, calling_since, result, version
) SELECT
  number, state, inquiry_number, customer_id, person, phone, topic, promised, owner_kind, owner_id, owner_side,
  from_at, until_at, tried, calling_since, result, version
FROM callback_aside;

INSERT INTO attempt SELECT * FROM attempt_aside;

-- A number is never given twice, also when the last callbacks were taken back.
DELETE FROM sqlite_sequence WHERE name = 'callback';

INSERT INTO sqlite_sequence (name, seq) SELECT 'callback', seq FROM number_aside;

DROP TABLE callback_aside;

DROP TABLE attempt_aside;

DROP TABLE number_aside;

CREATE TABLE handed (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  rep_id INTEGER NOT NULL,
  absence_id INTEGER NOT NULL,
  inquiry_number INTEGER,
  promise_number INTEGER,
  callback_number INTEGER,
  to_id INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT one_thing CHECK (CASE WHEN inquiry_number IS NULL THEN 0 ELSE 1 END + CASE WHEN promise_number IS NULL THEN 0 ELSE 1 END + CASE WHEN callback_number IS NULL THEN 0 ELSE 1 END = 1),
  FOREIGN KEY(rep_id) REFERENCES rep (id),
  FOREIGN KEY(absence_id) REFERENCES absence (id),
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  FOREIGN KEY(promise_number) REFERENCES promise (number),
  FOREIGN KEY(callback_number) REFERENCES callback (number),
  FOREIGN KEY(to_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX handed_by_absence ON handed (absence_id);

CREATE INDEX handed_of_rep ON handed (rep_id);

-- Every act writes its entries last: only then can it be said whether somebody who leaves has left anything behind.
CREATE TRIGGER nobody_leaves_with_anything BEFORE INSERT ON trail WHEN NEW.thing = 'rep'
BEGIN
  SELECT RAISE(ABORT, 'nobody leaves while anything is theirs')
  FROM rep WHERE rep.id = NEW.thing_id AND rep.ended_at IS NOT NULL AND (
    EXISTS (SELECT 1 FROM inquiry WHERE holder_id = rep.id AND state <> 'closed')
    OR EXISTS (SELECT 1 FROM offer WHERE to_id = rep.id AND state = 'open')
    OR EXISTS (SELECT 1 FROM promise WHERE rep_id = rep.id AND state = 'open')
    OR EXISTS (SELECT 1 FROM callback WHERE owner_id = rep.id AND state = 'open')
    OR EXISTS (SELECT 1 FROM customer WHERE inside_id = rep.id OR field_id = rep.id)
    OR EXISTS (SELECT 1 FROM customer_part WHERE rep_id = rep.id)
    OR EXISTS (SELECT 1 FROM tandem WHERE (inside_id = rep.id OR field_id = rep.id) AND until_at IS NULL)
  );
END;
