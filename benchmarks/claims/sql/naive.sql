\set n :n + 1
\set v :client_id * 12000 + :n
BEGIN;
SELECT state FROM simple.voucher WHERE id = :v FOR UPDATE;
SELECT count(*) FROM simple.claims_claim WHERE party_id = :v AND family = 'appliances' AND category = 'fridge';
SELECT available FROM simple.budget WHERE id IN (1, 2) ORDER BY id FOR UPDATE;
UPDATE simple.budget SET available = available - 45000, reserved = reserved + 45000 WHERE id IN (1, 2);
