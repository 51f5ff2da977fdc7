BEGIN;
UPDATE simple.budget SET available = available - 1 WHERE id = 1 AND available >= 1;
