-- The first schema. Written once from desk.tables; later changes are steps of their own.

CREATE TABLE change (
  seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  thing TEXT NOT NULL,
  thing_id INTEGER NOT NULL,
  CONSTRAINT thing_is_a_thing CHECK (thing IN ('inquiry', 'customer', 'callback', 'rep', 'team'))
)
 STRICT;

CREATE TABLE customer_word (
  word TEXT NOT NULL,
  customer_id INTEGER NOT NULL,
  PRIMARY KEY (word, customer_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX word_of_customer ON customer_word (customer_id);

CREATE TABLE holiday (
  region TEXT NOT NULL,
  day TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (region, day)
)
 STRICT;

CREATE TABLE rep (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  handle TEXT NOT NULL,
  name TEXT NOT NULL,
  side TEXT NOT NULL,
  role TEXT NOT NULL,
  ended_at INTEGER,
  version INTEGER NOT NULL,
  CONSTRAINT side_is_a_side CHECK (side IN ('inside', 'field')),
  CONSTRAINT role_is_a_role CHECK (role IN ('member', 'lead')),
  UNIQUE (handle)
)
 STRICT;

CREATE TABLE setting (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE ("key")
)
 STRICT;

CREATE TABLE upgrade (
  step INTEGER NOT NULL,
  at INTEGER NOT NULL,
  program TEXT NOT NULL,
  PRIMARY KEY (step)
)
 STRICT;

CREATE TABLE act (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  rep_id INTEGER,
  undoes INTEGER,
  os_user TEXT NOT NULL,
  clock_stopped INTEGER NOT NULL,
  CONSTRAINT clock_stopped_is_a_flag CHECK (clock_stopped IN (0, 1)),
  FOREIGN KEY(rep_id) REFERENCES rep (id),
  UNIQUE (undoes),
  FOREIGN KEY(undoes) REFERENCES act (id)
)
 STRICT;

CREATE INDEX act_of_rep ON act (rep_id, id);

CREATE TABLE customer (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL,
  company TEXT NOT NULL,
  website TEXT,
  country TEXT,
  grade TEXT,
  care_model TEXT,
  inside_id INTEGER,
  field_id INTEGER,
  call_times TEXT,
  remark TEXT,
  added_at INTEGER NOT NULL,
  folded TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT grade_is_a_grade CHECK (grade IN ('A', 'B', 'C')),
  CONSTRAINT care_model_is_a_caremodel CHECK (care_model IN ('inside_face', 'two_faces', 'field_face', 'one_team')),
  UNIQUE (number),
  FOREIGN KEY(inside_id) REFERENCES rep (id),
  FOREIGN KEY(field_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX ix_customer_field_id ON customer (field_id);

CREATE INDEX ix_customer_inside_id ON customer (inside_id);

CREATE TABLE contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  role TEXT,
  version INTEGER NOT NULL,
  FOREIGN KEY(customer_id) REFERENCES customer (id)
)
 STRICT;

CREATE INDEX ix_contact_customer_id ON contact (customer_id);

CREATE TABLE inquiry (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL,
  channel TEXT NOT NULL,
  about TEXT NOT NULL,
  body TEXT NOT NULL,
  sender TEXT NOT NULL,
  sender_email TEXT,
  sender_phone TEXT,
  phone_confirmed INTEGER NOT NULL,
  customer_id INTEGER,
  link TEXT,
  holder_id INTEGER,
  priority INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  first_reply_at INTEGER,
  first_reply_how TEXT,
  follow_up_at INTEGER,
  wake_at INTEGER,
  next_step TEXT,
  next_at INTEGER,
  urgency INTEGER NOT NULL,
  returned INTEGER NOT NULL,
  unreadable INTEGER NOT NULL,
  outcome TEXT,
  outcome_cents INTEGER,
  outcome_why TEXT,
  merged_into INTEGER,
  closed_at INTEGER,
  lead_what TEXT,
  lead_wanted_by TEXT,
  lead_budget_cents INTEGER,
  lead_area TEXT,
  fit TEXT,
  folded TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT state_is_a_state CHECK (state IN ('new', 'held', 'offered', 'snoozed', 'closed')),
  CONSTRAINT channel_is_a_channel CHECK (channel IN ('phone', 'email', 'web', 'reception', 'field', 'referral')),
  CONSTRAINT priority_is_a_priority CHECK (priority IN (0, 1, 2)),
  CONSTRAINT urgency_is_a_urgency CHECK (urgency IN (0, 1, 2, 3)),
  CONSTRAINT next_step_is_a_step CHECK (next_step IN ('first_reply', 'promise', 'callback', 'snooze', 'offer', 'follow_up')),
  CONSTRAINT first_reply_how_is_a_replyhow CHECK (first_reply_how IN ('spoken', 'written')),
  CONSTRAINT fit_is_a_fit CHECK (fit IN ('hot', 'warm', 'cold')),
  CONSTRAINT link_is_a_link CHECK (link IN ('exact', 'probable')),
  CONSTRAINT outcome_is_a_outcome CHECK (outcome IN ('won', 'lost', 'answered', 'no_need', 'duplicate', 'spam', 'wrong_number')),
  CONSTRAINT returned_is_a_flag CHECK (returned IN (0, 1)),
  CONSTRAINT unreadable_is_a_flag CHECK (unreadable IN (0, 1)),
  CONSTRAINT phone_confirmed_is_a_flag CHECK (phone_confirmed IN (0, 1)),
  CONSTRAINT inbox_or_one_holder CHECK ((holder_id IS NULL) = (state = 'new') OR state = 'closed'),
  CONSTRAINT closed_has_an_outcome CHECK ((state = 'closed') = (outcome IS NOT NULL)),
  CONSTRAINT open_has_a_step CHECK (state = 'closed' OR (next_step IS NOT NULL AND next_at IS NOT NULL)),
  CONSTRAINT snoozed_wakes CHECK ((state = 'snoozed') = (wake_at IS NOT NULL)),
  FOREIGN KEY(customer_id) REFERENCES customer (id),
  FOREIGN KEY(holder_id) REFERENCES rep (id),
  FOREIGN KEY(merged_into) REFERENCES inquiry (number)
)
 STRICT;

CREATE INDEX inquiry_by_email ON inquiry (sender_email, received_at);

CREATE INDEX inquiry_by_phone ON inquiry (sender_phone, received_at);

CREATE INDEX inquiry_in_order ON inquiry (urgency, next_at, priority, number, holder_id, state, channel) WHERE state <> 'closed';

CREATE INDEX inquiry_into ON inquiry (merged_into);

CREATE INDEX inquiry_of_customer ON inquiry (customer_id, received_at);

CREATE INDEX inquiry_of_holder ON inquiry (holder_id, urgency, next_at, priority, number);

CREATE INDEX inquiry_to_wake ON inquiry (wake_at) WHERE state = 'snoozed';

CREATE TABLE sector (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (customer_id, name),
  FOREIGN KEY(customer_id) REFERENCES customer (id)
)
 STRICT;

CREATE INDEX sector_by_name ON sector (name);

CREATE TABLE site (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  name TEXT,
  street TEXT,
  postcode TEXT,
  city TEXT,
  country TEXT,
  version INTEGER NOT NULL,
  FOREIGN KEY(customer_id) REFERENCES customer (id)
)
 STRICT;

CREATE INDEX ix_site_customer_id ON site (customer_id);

CREATE TABLE trail (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  act_id INTEGER NOT NULL,
  thing TEXT NOT NULL,
  thing_id INTEGER NOT NULL,
  act TEXT NOT NULL,
  over_id INTEGER,
  note TEXT,
  changes TEXT NOT NULL,
  CONSTRAINT thing_is_a_thing CHECK (thing IN ('inquiry', 'customer', 'callback', 'rep', 'team')),
  FOREIGN KEY(act_id) REFERENCES act (id),
  FOREIGN KEY(over_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX trail_of_act ON trail (act_id);

CREATE INDEX trail_of_thing ON trail (thing, thing_id, id);

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
  owner_side TEXT,
  from_at INTEGER NOT NULL,
  until_at INTEGER,
  tried INTEGER NOT NULL,
  calling_since INTEGER,
  result TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT state_is_a_callbackstate CHECK (state IN ('open', 'done')),
  CONSTRAINT owner_kind_is_a_ownerkind CHECK (owner_kind IN ('rep', 'side')),
  CONSTRAINT owner_side_is_a_side CHECK (owner_side IN ('inside', 'field')),
  CONSTRAINT result_is_a_callresult CHECK (result IN ('reached', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'call_again', 'not_interested', 'do_not_call')),
  CONSTRAINT promised_is_a_flag CHECK (promised IN (0, 1)),
  CONSTRAINT a_rep_is_named CHECK ((owner_kind = 'rep') = (owner_id IS NOT NULL)),
  CONSTRAINT a_side_is_named CHECK ((owner_kind = 'side') = (owner_side IS NOT NULL)),
  CONSTRAINT window_forward CHECK (until_at IS NULL OR until_at >= from_at),
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  FOREIGN KEY(customer_id) REFERENCES customer (id),
  FOREIGN KEY(owner_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX callback_in_order ON callback (from_at, number) WHERE state = 'open';

CREATE INDEX callback_of_customer ON callback (customer_id);

CREATE INDEX callback_of_inquiry ON callback (inquiry_number);

CREATE TABLE email (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  contact_id INTEGER,
  address TEXT NOT NULL,
  domain TEXT NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(customer_id) REFERENCES customer (id),
  FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX email_by_address ON email (address);

CREATE INDEX email_by_domain ON email (domain);

CREATE INDEX email_of_contact ON email (contact_id);

CREATE INDEX ix_email_customer_id ON email (customer_id);

CREATE TABLE message (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  inquiry_number INTEGER NOT NULL,
  digest TEXT NOT NULL,
  message_id TEXT,
  sent_at INTEGER,
  sender TEXT NOT NULL,
  sender_email TEXT,
  about TEXT NOT NULL,
  text TEXT NOT NULL,
  full_text TEXT NOT NULL,
  phones TEXT NOT NULL,
  attachments TEXT NOT NULL,
  readable INTEGER NOT NULL,
  why_unreadable TEXT,
  CONSTRAINT readable_is_a_flag CHECK (readable IN (0, 1)),
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  UNIQUE (digest)
)
 STRICT;

CREATE INDEX message_by_id ON message (message_id);

CREATE INDEX message_of_inquiry ON message (inquiry_number, id);

CREATE TABLE note (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  inquiry_number INTEGER,
  customer_id INTEGER,
  rep_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT about_one_thing CHECK ((inquiry_number IS NULL) <> (customer_id IS NULL)),
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  FOREIGN KEY(customer_id) REFERENCES customer (id),
  FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX note_of_customer ON note (customer_id);

CREATE INDEX note_of_inquiry ON note (inquiry_number);

CREATE TABLE phone (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  contact_id INTEGER,
  number TEXT NOT NULL,
  backwards TEXT NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(customer_id) REFERENCES customer (id),
  FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_phone_customer_id ON phone (customer_id);

CREATE INDEX phone_by_ending ON phone (backwards);

CREATE INDEX phone_by_number ON phone (number);

CREATE INDEX phone_of_contact ON phone (contact_id);

CREATE TABLE quote (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  inquiry_number INTEGER NOT NULL,
  rep_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX quote_of_inquiry ON quote (inquiry_number);

CREATE TABLE visit (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  inquiry_number INTEGER NOT NULL,
  rep_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number),
  FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX visit_of_inquiry ON visit (inquiry_number);

CREATE TABLE attempt (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  callback_number INTEGER NOT NULL,
  rep_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  result TEXT NOT NULL,
  note TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT result_is_a_callresult CHECK (result IN ('reached', 'no_answer', 'busy', 'voicemail', 'wrong_number', 'call_again', 'not_interested', 'do_not_call')),
  FOREIGN KEY(callback_number) REFERENCES callback (number),
  FOREIGN KEY(rep_id) REFERENCES rep (id)
)
 STRICT;

CREATE INDEX attempt_of_callback ON attempt (callback_number);

CREATE TABLE reference (
  refers_to TEXT NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (refers_to, message_id),
  FOREIGN KEY(message_id) REFERENCES message (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX reference_of_message ON reference (message_id);

CREATE TABLE source (
  message_id INTEGER NOT NULL,
  size INTEGER NOT NULL,
  raw BLOB NOT NULL,
  PRIMARY KEY (message_id),
  FOREIGN KEY(message_id) REFERENCES message (id)
)
 STRICT;
