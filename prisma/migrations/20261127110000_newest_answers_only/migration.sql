-- A page that has missed much is told of each question its newest answer only, not every answer of a
-- long log: what one page asks for must not keep others waiting. The rest is as before.

-- Appends what a page sent, in its order, and says where the attempt stands for a page that has seen
-- everything up to p_base_seq. One statement: a batch is recorded whole or not at all.
-- p_steps: [{ kind, idemKey, tabId, tabSeq, item, payload, refusal, clientAt }], as append_attempt_step
-- takes them; clientAt in ms since 1970.
-- acks: [{ idemKey, seq, refusal, savedAt (ms since 1970) }], one per step
-- saves: [{ seq, item, tabId, response }], the counting answers after p_base_seq, oldest first; of many
--        only the newest of each question
-- last_seq: NULL when there is no such attempt, or it is not this owner's.
CREATE OR REPLACE FUNCTION record_attempt_steps(
  p_attempt uuid, p_owner text, p_steps jsonb, p_base_seq int, p_now timestamptz, p_grace interval,
  OUT acks jsonb, OUT saves jsonb, OUT last_seq int, OUT closed boolean, OUT deadline_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_step jsonb;
  v_done record;
BEGIN
  acks := '[]';
  FOR i IN 0 .. jsonb_array_length(p_steps) - 1 LOOP
    v_step := p_steps -> i;
    v_done := append_attempt_step(p_attempt, p_owner, v_step ->> 'kind', v_step ->> 'idemKey', p_owner,
      v_step ->> 'tabId', (v_step ->> 'tabSeq')::int, v_step ->> 'item', v_step -> 'payload',
      v_step ->> 'refusal',
      timestamptz 'epoch' + (v_step ->> 'clientAt')::bigint * interval '1 millisecond', p_now, p_grace);
    IF v_done.outcome = 'not-found' THEN
      RETURN;
    END IF;
    acks := acks || jsonb_build_object('idemKey', v_step ->> 'idemKey', 'seq', v_done.seq,
      'refusal', v_done.refusal, 'savedAt', (extract(epoch FROM v_done.server_at) * 1000)::bigint);
  END LOOP;
  SELECT
      (SELECT max(s.seq) FROM attempt_step s WHERE s.attempt_id = p_attempt),
      EXISTS (SELECT FROM attempt_step s
              WHERE s.attempt_id = p_attempt AND s.kind IN ('submit', 'auto-submit') AND s.refusal IS NULL),
      greatest(a.deadline_at, (
        SELECT max((s.payload ->> 'deadlineAt')::timestamptz) FROM attempt_step s
        WHERE s.attempt_id = a.id AND s.kind = 'extend' AND s.refusal IS NULL))
    INTO last_seq, closed, deadline_at
    FROM attempt a WHERE a.id = p_attempt AND a.user_id = p_owner;
  IF last_seq - p_base_seq <= 100 THEN
    -- As nearly always: a page has missed a few steps, and sorting them by question is dearer than
    -- telling all.
    SELECT coalesce(jsonb_agg(jsonb_build_object('seq', s.seq, 'item', s.item, 'tabId', s.tab_id,
        'response', s.payload -> 'response') ORDER BY s.seq), '[]') INTO saves
      FROM attempt_step s
      WHERE s.attempt_id = p_attempt AND s.seq > p_base_seq AND s.kind = 'save' AND s.refusal IS NULL;
  ELSIF last_seq IS NOT NULL THEN
    SELECT coalesce(jsonb_agg(jsonb_build_object('seq', s.seq, 'item', s.item, 'tabId', s.tab_id,
        'response', s.payload -> 'response') ORDER BY s.seq), '[]') INTO saves
      FROM (SELECT DISTINCT ON (item) seq, item, tab_id, payload FROM attempt_step
            WHERE attempt_id = p_attempt AND seq > p_base_seq AND kind = 'save' AND refusal IS NULL
            ORDER BY item, seq DESC) s;
  END IF;
END $$;
