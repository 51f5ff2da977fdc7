SELECT nextval('simple.claim') AS c \gset
INSERT INTO simple.claims_mark (claim_id, kind, number, digest, held)
 VALUES (:c, 'serial', md5(:c::text), md5(:c::text), true) ON CONFLICT DO NOTHING;
INSERT INTO simple.claims_claim (id, public_id, number, channel, state, region_id, version_id, family, category, party_id,
 merchant_id, shop_id, "on", price_fen, amount_fen, facts, decision, holding, clock, created_at, changed_at)
 VALUES (:c, gen_random_uuid(), 'DD' || :c, 'till', 'authorised', 1, 1, 'appliances', 'fridge', :v, 1, 1, current_date,
 300000, 45000, '{"category": "fridge", "grade": 1, "price": "3000.00元", "earlier": {"per_category": 0}}',
 '{"rulebook": "appliances", "answer": "meets", "amount_fen": 45000, "line": "share"}', :c, 0, now(), now());
INSERT INTO simple.claims_tillsale (id, claim_id, till_id, voucher_id, barcode, serial, lapses_at, invoice, old_note,
 end_reason) VALUES (:c, :c, 1, :v, '6909990000011', 'SN' || :c, now(), '', '', '');
UPDATE simple.voucher SET state = 'held', claim = :c WHERE id = :v AND state = 'open';
INSERT INTO simple.funds_holding (id, bundle_id, amount, reserved, committed, held, paid, recovered, subject_kind,
 subject_id, subject_label) VALUES (:c, 1, 45000, 45000, 0, 0, 0, 0, 'claims.claim', :c::text, 'DD' || :c);
INSERT INTO simple.funds_entry (id, block_id, place, kind, amount, "on", bundle_id, holding_id, key)
 VALUES (:c, :c, 1, 'reserve', 45000, current_date, 1, :c, 'claim:' || :c);
INSERT INTO simple.trail_entry (id, public_id, happened, actor_name, is_system, run_id, verb, subject_type, subject_id,
 region_path, reason, after) VALUES (:c, gen_random_uuid(), now(), 'till', true, '', 'claims.authorised', 'claims.claim',
 :c::text, '', '', '{"till": "1", "fen": 45000}');
INSERT INTO simple.claims_tillrequest (id, till_id, key, verb, digest, code, answer, asked_at)
 VALUES (:c, 1, 'r' || :c, 'authorise', md5(:c::text), '', '{"outcome": "authorised", "amount_fen": 45000}', now());
