BEGIN;
SELECT arrived + 1 AS place FROM simple_queue.drive WHERE id = 1 FOR UPDATE \gset
INSERT INTO simple_queue.claims_ticket (public_id, drive_id, party_id, place, arrived_at, digest)
    VALUES (gen_random_uuid(), 1, :place, :place, now(), md5(:place::text));
UPDATE simple_queue.drive SET arrived = :place, head = md5(:place::text) WHERE id = 1;
END;
