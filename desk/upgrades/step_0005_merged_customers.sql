-- Two customers that are one: the one that is part of another stays whole, and says whose part it is.

ALTER TABLE customer ADD COLUMN merged_into INTEGER CONSTRAINT part_of_another CHECK (merged_into <> id) REFERENCES customer (id);

CREATE INDEX customer_into ON customer (merged_into) WHERE merged_into IS NOT NULL;
