DROP SCHEMA IF EXISTS simple CASCADE;
CREATE SCHEMA simple;
CREATE TABLE simple.claims_claim (LIKE public.claims_claim INCLUDING ALL);
CREATE TABLE simple.claims_tillsale (LIKE public.claims_tillsale INCLUDING ALL);
CREATE TABLE simple.claims_tillrequest (LIKE public.claims_tillrequest INCLUDING ALL);
CREATE TABLE simple.claims_mark (LIKE public.claims_mark INCLUDING ALL);
CREATE TABLE simple.funds_holding (LIKE public.funds_holding INCLUDING ALL);
CREATE TABLE simple.funds_entry (LIKE public.funds_entry INCLUDING ALL);
CREATE TABLE simple.trail_entry (LIKE public.trail_entry INCLUDING ALL);
INSERT INTO simple.claims_claim SELECT * FROM public.claims_claim;
INSERT INTO simple.claims_tillsale SELECT * FROM public.claims_tillsale;
INSERT INTO simple.claims_tillrequest SELECT * FROM public.claims_tillrequest;
INSERT INTO simple.claims_mark OVERRIDING SYSTEM VALUE SELECT * FROM public.claims_mark;
INSERT INTO simple.funds_holding SELECT * FROM public.funds_holding;
INSERT INTO simple.funds_entry SELECT * FROM public.funds_entry;
INSERT INTO simple.trail_entry SELECT * FROM public.trail_entry;
-- One sequence numbers all rows of a sale: it begins above what is there.
CREATE SEQUENCE simple.claim START 10000000;
CREATE TABLE simple.budget (id integer PRIMARY KEY, available bigint NOT NULL, reserved bigint NOT NULL DEFAULT 0, CHECK (available >= 0));
INSERT INTO simple.budget (id, available) VALUES (1, 1000000000000), (2, 1000000000000);
CREATE TABLE simple.voucher (id bigint PRIMARY KEY, state text NOT NULL, party bigint NOT NULL, claim bigint);
INSERT INTO simple.voucher SELECT i, 'open', i, NULL FROM generate_series(0, 192000) i;
ANALYZE simple.voucher, simple.claims_claim, simple.claims_tillsale, simple.claims_tillrequest, simple.claims_mark,
    simple.funds_holding, simple.funds_entry, simple.trail_entry;
