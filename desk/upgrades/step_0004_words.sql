-- Inquiries are found by their words. The words follow from other rows: whoever carries this step out fills them in.

CREATE TABLE inquiry_words (
  inquiry_number INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (inquiry_number),
  FOREIGN KEY(inquiry_number) REFERENCES inquiry (number)
)
 STRICT;

-- The words are folded and parted by blanks already, so the plainest tokenizer cuts them; nothing is ranked, nothing
-- is a phrase, so neither places nor sizes are kept.
CREATE VIRTUAL TABLE inquiry_words_index USING fts5 (
  words, content = 'inquiry_words', content_rowid = 'inquiry_number', tokenize = 'ascii', detail = none,
  columnsize = 0
);

-- Closed ones are listed newest first; like the order of the open ones this is read from the index alone.
CREATE INDEX inquiry_closed ON inquiry (received_at, number, state) WHERE state = 'closed';

CREATE TRIGGER words_are_indexed AFTER INSERT ON inquiry_words
BEGIN
  INSERT INTO inquiry_words_index (rowid, words) VALUES (NEW.inquiry_number, NEW.words);
END;

CREATE TRIGGER words_are_indexed_anew AFTER UPDATE ON inquiry_words
BEGIN
  INSERT INTO inquiry_words_index (inquiry_words_index, rowid, words)
  VALUES ('delete', OLD.inquiry_number, OLD.words);
  INSERT INTO inquiry_words_index (rowid, words) VALUES (NEW.inquiry_number, NEW.words);
END;

CREATE TRIGGER words_are_indexed_no_more AFTER DELETE ON inquiry_words
BEGIN
  INSERT INTO inquiry_words_index (inquiry_words_index, rowid, words)
  VALUES ('delete', OLD.inquiry_number, OLD.words);
END;
