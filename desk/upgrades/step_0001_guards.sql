-- What tables alone can't hold: where numbers begin, that the past stays as it was, and the feed of changes.

INSERT INTO sqlite_sequence (name, seq) VALUES ('inquiry', 1000);

CREATE TRIGGER trail_is_never_changed BEFORE UPDATE ON trail
BEGIN
  SELECT RAISE(ABORT, 'a trail entry is never changed');
END;

CREATE TRIGGER trail_is_never_deleted BEFORE DELETE ON trail
BEGIN
  SELECT RAISE(ABORT, 'a trail entry is never deleted');
END;

CREATE TRIGGER act_is_never_changed BEFORE UPDATE ON act
BEGIN
  SELECT RAISE(ABORT, 'an act is never changed');
END;

CREATE TRIGGER act_is_never_deleted BEFORE DELETE ON act
BEGIN
  SELECT RAISE(ABORT, 'an act is never deleted');
END;

CREATE TRIGGER message_is_never_changed BEFORE UPDATE ON message
BEGIN
  SELECT RAISE(ABORT, 'a message is never changed');
END;

CREATE TRIGGER message_is_never_deleted BEFORE DELETE ON message
BEGIN
  SELECT RAISE(ABORT, 'a message is never deleted');
END;

CREATE TRIGGER source_is_never_changed BEFORE UPDATE ON source
BEGIN
  SELECT RAISE(ABORT, 'a raw source is never changed');
END;

CREATE TRIGGER source_is_never_deleted BEFORE DELETE ON source
BEGIN
  SELECT RAISE(ABORT, 'a raw source is never deleted');
END;

CREATE TRIGGER inquiry_is_never_deleted BEFORE DELETE ON inquiry
BEGIN
  SELECT RAISE(ABORT, 'an inquiry is never deleted');
END;

CREATE TRIGGER every_entry_is_a_change AFTER INSERT ON trail
BEGIN
  INSERT INTO change (thing, thing_id) VALUES (NEW.thing, NEW.thing_id);
END;
