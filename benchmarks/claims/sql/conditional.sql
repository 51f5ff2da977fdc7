\set n :n + 1
\set v :client_id * 12000 + :n
BEGIN;
SELECT count(*) FROM simple.claims_claim WHERE party_id = :v AND family = 'appliances' AND category = 'fridge';
UPDATE simple.budget SET available = available - 45000, reserved = reserved + 45000 WHERE id = 1 AND available >= 45000;
UPDATE simple.budget SET available = available - 45000, reserved = reserved + 45000 WHERE id = 2 AND available >= 45000;
