-- Every saved answer asks for the deadline: extensions are found without reading the log.
CREATE INDEX "attempt_step_extensions" ON "attempt_step" (attempt_id) WHERE kind = 'extend';

-- Appends what a page sent, in its order, and says where the attempt stands for a page that has seen
-- everything up to p_base_seq. One statement: a batch is recorded whole or not at all.
-- p_steps: [{ kind, idemKey, tabId, tabSeq, item, payload, refusal, clientAt }], as append_attempt_step
-- takes them; clientAt in ms since 1970.
-- acks: [{ idemKey, seq, refusal, savedAt (ms since 1970) }], one per step
-- saves: [{ seq, item, tabId, response }], the counting answers after p_base_seq, oldest first
-- No row: no such attempt, or not this owner's.
CREATE FUNCTION record_attempt_steps(
  p_attempt uuid, p_owner text, p_steps jsonb, p_base_seq int, p_now timestamptz, p_grace interval
) RETURNS TABLE (acks jsonb, saves jsonb, last_seq int, closed boolean, deadline_at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_step jsonb;
  v_done record;
  v_acks jsonb := '[]';
BEGIN
  PERFORM 1 FROM attempt a WHERE a.id = p_attempt AND a.user_id = p_owner;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  FOR v_step IN SELECT s.value FROM jsonb_array_elements(p_steps) WITH ORDINALITY s ORDER BY s.ordinality LOOP
    SELECT * INTO v_done FROM append_attempt_step(
      p_attempt, p_owner, v_step ->> 'kind', v_step ->> 'idemKey', p_owner, v_step ->> 'tabId',
      (v_step ->> 'tabSeq')::int, v_step ->> 'item', v_step -> 'payload', v_step ->> 'refusal',
      timestamptz 'epoch' + (v_step ->> 'clientAt')::bigint * interval '1 millisecond', p_now, p_grace);
    v_acks := v_acks || jsonb_build_object(
      'idemKey', v_step ->> 'idemKey', 'seq', v_done.seq, 'refusal', v_done.refusal,
      'savedAt', (extract(epoch FROM v_done.server_at) * 1000)::bigint);
  END LOOP;
  RETURN QUERY SELECT v_acks,
    coalesce((SELECT jsonb_agg(jsonb_build_object('seq', s.seq, 'item', s.item, 'tabId', s.tab_id,
                'response', s.payload -> 'response') ORDER BY s.seq)
              FROM attempt_step s
              WHERE s.attempt_id = p_attempt AND s.seq > p_base_seq AND s.kind = 'save' AND s.refusal IS NULL),
             '[]'),
    (SELECT max(s.seq) FROM attempt_step s WHERE s.attempt_id = p_attempt),
    EXISTS (SELECT FROM attempt_step s
            WHERE s.attempt_id = p_attempt AND s.kind IN ('submit', 'auto-submit') AND s.refusal IS NULL),
    attempt_deadline(p_attempt);
END $$;
