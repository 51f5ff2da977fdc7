"""The function by which alone money moves: a set of requests of one kind is decided and taken in one call.

`docs/algorithms/journal.md` tells it step by step; `rules/moves.py`, `rules/pacing.py` and `rules/chain.py` say the
same in Python, and tests hold the two equal. The functions are brought with the tables at every start, so that the
newest text is the one that runs; tables made from the models have them too.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

MOVES = """
CREATE OR REPLACE FUNCTION funds_moves(
    OUT kind text, OUT source text, OUT target text, OUT opens boolean, OUT holds boolean
) RETURNS SETOF record LANGUAGE sql IMMUTABLE AS $$
    VALUES ('grant', 'granted', 'available', false, false),
           ('withdraw', 'available', 'granted', false, false),
           ('reserve', 'available', 'reserved', true, true),
           ('take', 'available', 'committed', true, true),
           ('commit', 'reserved', 'committed', false, true),
           ('release', 'reserved', 'available', false, true),
           ('cancel', 'committed', 'available', false, true),
           ('hold', 'committed', 'held', false, true),
           ('unhold', 'held', 'committed', false, true),
           ('pay', 'held', 'paid', false, true),
           ('bounce', 'paid', 'committed', false, true),
           ('claw_back', 'paid', 'recovered', false, true),
           ('reuse', 'recovered', 'available', false, true),
           ('spend', 'committed', 'paid', false, true),
           ('unspend', 'paid', 'committed', false, true),
           ('return', 'available', 'returned', false, false)
$$;
"""

WINDOW = """
CREATE OR REPLACE FUNCTION funds_window(unit text, since date, on_day date) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN on_day <= since THEN 0
                WHEN unit = 'day' THEN on_day - since
                WHEN unit = 'week' THEN (on_day - date_trunc('week', since)::date) / 7
                ELSE ((extract(year FROM on_day) - extract(year FROM since)) * 12
                      + extract(month FROM on_day) - extract(month FROM since))::integer END
$$;
"""

POST = """
CREATE OR REPLACE FUNCTION funds_post(
    p_kind text, p_happened timestamptz, p_actor bigint, p_name text, p_run text, p_reason text,
    p_keys text[], p_bundles bigint[], p_holdings bigint[], p_amounts bigint[], p_days date[],
    p_subject_kinds text[], p_subject_ids text[], p_subject_labels text[]
) RETURNS TABLE (r_place integer, r_outcome text, r_holding bigint, r_account bigint, r_room bigint)
LANGUAGE plpgsql
-- Plans are kept for the session: one made while the tables were small would read them whole for ever.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    v_source text; v_target text; v_opens boolean; v_holds boolean; v_spends boolean; v_paces integer;
    n integer := cardinality(p_keys);
    bundles bigint[] := p_bundles; holdings bigint[] := p_holdings;
    b_ids bigint[]; b_chains bigint[]; b_texts text[]; b_firsts integer[]; b_lasts integer[]; b_places integer[];
    a_ids bigint[]; a_rooms bigint[]; a_opens boolean[]; a_from date[]; a_until date[]; a_moved bigint[];
    a_units text[]; a_rates bigint[]; a_most bigint[]; a_since date[];
    a_windows integer[]; a_taken bigint[]; a_carried bigint[]; a_blocks bigint[]; a_heads text[];
    k_firsts integer[]; k_found boolean[]; k_same boolean[]; k_holdings bigint[];
    h_firsts integer[]; h_rooms bigint[];
    outcomes text[] := array_fill(NULL::text, ARRAY[n]);
    accounts bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    rooms bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    v_found text; v_room bigint; v_passed integer; v_last bigint;
    f integer; j integer; p integer; done boolean := false;
BEGIN
    SELECT m.source, m.target, m.opens, m.holds INTO STRICT v_source, v_target, v_opens, v_holds
      FROM funds_moves() m WHERE m.kind = p_kind;
    v_spends := v_source = 'available';
    v_paces := CASE WHEN v_opens THEN 1 WHEN v_holds AND v_target = 'available' THEN -1 ELSE 0 END;
    IF v_holds AND NOT v_opens THEN
        SELECT array_agg(h.bundle_id ORDER BY r.i) INTO bundles
          FROM unnest(p_holdings) WITH ORDINALITY r(id, i) LEFT JOIN funds_holding h ON h.id = r.id;
    END IF;

    -- The accounts, locked in the order of their numbers: whoever takes from the same ones waits here and nowhere else.
    SELECT array_agg(a.id ORDER BY a.id), array_agg(a.available ORDER BY a.id), array_agg(a.is_open ORDER BY a.id),
           array_agg(a.opens_on ORDER BY a.id), array_agg(a.closes_on ORDER BY a.id),
           array_agg(a.pace_unit ORDER BY a.id), array_agg(a.pace_rate ORDER BY a.id),
           array_agg(a.pace_carried ORDER BY a.id), array_agg(a.pace_since ORDER BY a.id),
           array_agg(a.window_number ORDER BY a.id), array_agg(a.window_taken ORDER BY a.id),
           array_agg(a.window_carried ORDER BY a.id), array_agg(a.blocks ORDER BY a.id),
           array_agg(a.head::text ORDER BY a.id), array_agg(0::bigint)
      INTO a_ids, a_rooms, a_opens, a_from, a_until, a_units, a_rates, a_most, a_since, a_windows, a_taken,
           a_carried, a_blocks, a_heads, a_moved
      FROM (SELECT * FROM funds_account
             WHERE id IN (SELECT unnest(b.accounts) FROM funds_bundle b WHERE b.id = ANY (bundles))
             ORDER BY id FOR NO KEY UPDATE) a;
    SELECT array_agg(b.id ORDER BY b.id), array_agg(b.chain_id ORDER BY b.id),
           array_agg(array_to_string(b.accounts, ',') ORDER BY b.id),
           array_agg(b.past + 1 ORDER BY b.id), array_agg(b.past + cardinality(b.accounts) ORDER BY b.id)
      INTO b_ids, b_chains, b_texts, b_firsts, b_lasts
      FROM (SELECT *, (sum(cardinality(accounts)) OVER (ORDER BY id) - cardinality(accounts))::integer AS past
              FROM funds_bundle WHERE id = ANY (bundles)) b;
    SELECT array_agg(array_position(a_ids, m.account) ORDER BY b.id, m.i) INTO b_places
      FROM funds_bundle b, unnest(b.accounts) WITH ORDINALITY m(account, i) WHERE b.id = ANY (bundles);

    -- What was asked before by the same key, here or earlier in this set.
    SELECT array_agg(r.first ORDER BY r.i), array_agg(e.id IS NOT NULL ORDER BY r.i),
           array_agg((e.kind = p_kind AND e.amount = r.amount AND e.bundle_id = r.bundle
                      AND (v_opens OR e.holding_id IS NOT DISTINCT FROM r.holding)) ORDER BY r.i),
           array_agg(e.holding_id ORDER BY r.i)
      INTO k_firsts, k_found, k_same, k_holdings
      FROM (SELECT u.*, (min(u.i) OVER (PARTITION BY u.key))::integer AS first
              FROM unnest(p_keys, p_amounts, bundles, p_holdings) WITH ORDINALITY u(key, amount, bundle, holding, i)
           ) r LEFT JOIN funds_entry e ON e.key = r.key;
    IF v_opens THEN
        holdings := array_fill(NULL::bigint, ARRAY[n]);
    ELSIF v_holds THEN
        SELECT array_agg(r.first ORDER BY r.i),
               array_agg(CASE v_source WHEN 'reserved' THEN h.reserved WHEN 'committed' THEN h.committed
                                       WHEN 'held' THEN h.held WHEN 'paid' THEN h.paid
                                       WHEN 'recovered' THEN h.recovered END ORDER BY r.i)
          INTO h_firsts, h_rooms
          FROM (SELECT u.*, (min(u.i) OVER (PARTITION BY u.id))::integer AS first
                  FROM unnest(p_holdings) WITH ORDINALITY u(id, i)) r LEFT JOIN funds_holding h ON h.id = r.id;
    END IF;

    -- One after the other, in the order in which they came; what is refused takes nothing from those behind it.
    FOR i IN 1..n LOOP
        f := k_firsts[i];
        IF f < i THEN
            IF p_amounts[f] IS DISTINCT FROM p_amounts[i] OR bundles[f] IS DISTINCT FROM bundles[i]
               OR (v_holds AND NOT v_opens AND p_holdings[f] IS DISTINCT FROM p_holdings[i]) THEN
                outcomes[i] := 'key_reused';
            ELSE
                outcomes[i] := CASE outcomes[f] WHEN 'taken' THEN 'again' ELSE outcomes[f] END;
                holdings[i] := holdings[f]; accounts[i] := accounts[f]; rooms[i] := rooms[f];
            END IF;
            CONTINUE;
        END IF;
        IF k_found[i] THEN
            outcomes[i] := CASE WHEN k_same[i] THEN 'again' ELSE 'key_reused' END;
            IF k_same[i] THEN holdings[i] := k_holdings[i]; END IF;
            CONTINUE;
        END IF;
        IF p_amounts[i] IS NULL OR p_amounts[i] <= 0 THEN outcomes[i] := 'invalid'; CONTINUE; END IF;
        IF bundles[i] IS NULL THEN outcomes[i] := 'unknown'; CONTINUE; END IF;
        IF bundles[i] IS DISTINCT FROM v_last THEN
            v_last := bundles[i];
            j := array_position(b_ids, v_last);
        END IF;
        IF j IS NULL THEN outcomes[i] := 'unknown'; CONTINUE; END IF;
        v_found := 'taken';
        IF h_firsts IS NOT NULL AND h_rooms[h_firsts[i]] < p_amounts[i] THEN
            v_found := 'short'; rooms[i] := h_rooms[h_firsts[i]];
        ELSE
            FOR k IN b_firsts[j]..b_lasts[j] LOOP
                p := b_places[k];
                IF v_opens AND NOT (a_opens[p] AND p_days[i] BETWEEN a_from[p] AND a_until[p]) THEN
                    v_found := 'not_open'; accounts[i] := a_ids[p];
                    EXIT;
                END IF;
                IF v_paces <> 0 AND a_rates[p] IS NOT NULL THEN
                    v_passed := funds_window(a_units[p], a_since[p], p_days[i]) - a_windows[p];
                    IF v_passed > 0 THEN
                        v_room := a_carried[p] + a_rates[p] * v_passed - a_taken[p];
                        a_carried[p] := greatest(least(v_room, coalesce(a_most[p], v_room)), 0);
                        a_windows[p] := a_windows[p] + v_passed;
                        a_taken[p] := 0;
                    END IF;
                    v_room := greatest(a_rates[p] + a_carried[p] - a_taken[p], 0);
                    IF v_opens AND v_room < p_amounts[i] AND a_rooms[p] >= p_amounts[i] THEN
                        v_found := 'paced'; accounts[i] := a_ids[p]; rooms[i] := v_room;
                        EXIT;
                    END IF;
                END IF;
                IF v_spends AND a_rooms[p] < p_amounts[i] THEN
                    v_found := 'used_up'; accounts[i] := a_ids[p]; rooms[i] := a_rooms[p];
                    EXIT;
                END IF;
            END LOOP;
        END IF;
        outcomes[i] := v_found;
        IF v_found = 'taken' THEN
            done := true;
            IF v_opens THEN holdings[i] := nextval('funds_holding_id_seq'); END IF;
            IF h_firsts IS NOT NULL THEN h_rooms[h_firsts[i]] := h_rooms[h_firsts[i]] - p_amounts[i]; END IF;
            FOR k IN b_firsts[j]..b_lasts[j] LOOP
                p := b_places[k];
                a_moved[p] := a_moved[p] + p_amounts[i];
                IF v_spends THEN
                    a_rooms[p] := a_rooms[p] - p_amounts[i];
                ELSIF v_target = 'available' THEN
                    a_rooms[p] := a_rooms[p] + p_amounts[i];
                END IF;
                IF v_paces <> 0 AND a_rates[p] IS NOT NULL THEN
                    a_taken[p] := a_taken[p] + v_paces * p_amounts[i];
                END IF;
            END LOOP;
        END IF;
    END LOOP;

    IF done THEN
        PERFORM set_config('funds.posting', 'on', true);
        IF v_opens THEN
            INSERT INTO funds_holding (id, bundle_id, amount, reserved, committed, held, paid, recovered,
                                       subject_kind, subject_id, subject_label)
            SELECT t.holding, t.bundle, t.amount, CASE v_target WHEN 'reserved' THEN t.amount ELSE 0 END,
                   CASE v_target WHEN 'committed' THEN t.amount ELSE 0 END, 0, 0, 0, t.kind, t.id,
                   coalesce(t.label, '')
              FROM unnest(outcomes, holdings, bundles, p_amounts, p_subject_kinds, p_subject_ids, p_subject_labels)
                   t(outcome, holding, bundle, amount, kind, id, label)
             WHERE t.outcome = 'taken';
        ELSIF v_holds THEN
            UPDATE funds_holding h SET
                reserved = h.reserved + CASE 'reserved' WHEN v_source THEN -m.fen WHEN v_target THEN m.fen ELSE 0 END,
                committed = h.committed
                    + CASE 'committed' WHEN v_source THEN -m.fen WHEN v_target THEN m.fen ELSE 0 END,
                held = h.held + CASE 'held' WHEN v_source THEN -m.fen WHEN v_target THEN m.fen ELSE 0 END,
                paid = h.paid + CASE 'paid' WHEN v_source THEN -m.fen WHEN v_target THEN m.fen ELSE 0 END,
                recovered = h.recovered
                    + CASE 'recovered' WHEN v_source THEN -m.fen WHEN v_target THEN m.fen ELSE 0 END
              FROM (SELECT t.holding, sum(t.amount)::bigint AS fen FROM unnest(outcomes, holdings, p_amounts)
                           t(outcome, holding, amount) WHERE t.outcome = 'taken' GROUP BY t.holding) m
             WHERE h.id = m.holding;
        END IF;
        WITH lines AS (
            SELECT t.i, t.key, t.amount, t.bundle, t.holding, t.day, b.chain,
                   row_number() OVER (PARTITION BY b.chain ORDER BY t.i) AS place,
                   '|' || p_kind || '|' || t.amount || '|' || to_char(t.day, 'YYYY-MM-DD') || '|' || b.accounts || '|'
                       || coalesce(t.holding::text, '') || '|'
                       || CASE WHEN v_opens THEN t.subject_kind || ':' || t.subject_id ELSE '' END
                       || '|' || t.key AS said
              FROM unnest(outcomes, p_keys, p_amounts, bundles, holdings, p_days, p_subject_kinds, p_subject_ids)
                   WITH ORDINALITY t(outcome, key, amount, bundle, holding, day, subject_kind, subject_id, i)
              JOIN unnest(b_ids, b_chains, b_texts) b(id, chain, accounts) ON b.id = t.bundle
             WHERE t.outcome = 'taken'
        ), sets AS (
            SELECT l.chain, count(*)::integer AS entries, sum(l.amount)::bigint AS total,
                   string_agg(l.place || l.said, E'\\n' ORDER BY l.place) AS said FROM lines l GROUP BY l.chain
        ), blocks AS (
            INSERT INTO funds_block (account_id, number, previous, digest, happened, actor_id, actor_name, run_id,
                                     reason, entries, total)
            SELECT s.chain, a.blocks + 1, a.head,
                   encode(sha256(convert_to(
                       s.chain || '|' || a.blocks + 1 || '|' || a.head || '|'
                           || to_char(p_happened AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|'
                           || coalesce(p_actor::text, '') || '|' || s.entries || '|' || s.total || E'\\n'
                           || p_name || E'\\n' || p_run || E'\\n' || p_reason || E'\\n' || s.said, 'UTF8')), 'hex'),
                   p_happened, p_actor, p_name, p_run, p_reason, s.entries, s.total
              FROM sets s JOIN unnest(a_ids, a_blocks, a_heads) a(id, blocks, head) ON a.id = s.chain
            RETURNING id, account_id, number, digest
        ), entries AS (
            INSERT INTO funds_entry (block_id, place, kind, amount, "on", bundle_id, holding_id, key)
            SELECT b.id, l.place, p_kind, l.amount, l.day, l.bundle, l.holding, l.key
              FROM lines l JOIN blocks b ON b.account_id = l.chain ORDER BY l.i
        )
        UPDATE funds_account a SET
            granted = a.granted + CASE 'granted' WHEN v_source THEN u.fen WHEN v_target THEN -u.fen ELSE 0 END,
            available = a.available + CASE 'available' WHEN v_source THEN -u.fen WHEN v_target THEN u.fen ELSE 0 END,
            reserved = a.reserved + CASE 'reserved' WHEN v_source THEN -u.fen WHEN v_target THEN u.fen ELSE 0 END,
            committed = a.committed + CASE 'committed' WHEN v_source THEN -u.fen WHEN v_target THEN u.fen ELSE 0 END,
            held = a.held + CASE 'held' WHEN v_source THEN -u.fen WHEN v_target THEN u.fen ELSE 0 END,
            paid = a.paid + CASE 'paid' WHEN v_source THEN -u.fen WHEN v_target THEN u.fen ELSE 0 END,
            recovered = a.recovered + CASE 'recovered' WHEN v_source THEN -u.fen WHEN v_target THEN u.fen ELSE 0 END,
            returned = a.returned + CASE 'returned' WHEN v_source THEN -u.fen WHEN v_target THEN u.fen ELSE 0 END,
            window_number = u.number, window_taken = u.taken, window_carried = u.carried,
            blocks = coalesce(b.number, a.blocks), head = coalesce(b.digest, a.head)
          FROM unnest(a_ids, a_moved, a_windows, a_taken, a_carried) u(id, fen, number, taken, carried)
          LEFT JOIN blocks b ON b.account_id = u.id
         WHERE a.id = u.id AND u.fen <> 0;
        PERFORM set_config('funds.posting', 'off', true);
    END IF;
    RETURN QUERY SELECT t.i::integer, t.outcome, t.holding, t.account, t.room
                   FROM unnest(outcomes, holdings, accounts, rooms)
                        WITH ORDINALITY t(outcome, holding, account, room, i)
                  ORDER BY t.i;
END
$$;
"""


def bring_functions(*, using: str, **_: Any) -> None:
    """Bring the functions up to date: Django's `post_migrate` of this package."""
    with connections[using].cursor() as cursor:
        for text in (MOVES, WINDOW, POST):
            cursor.execute(text)
