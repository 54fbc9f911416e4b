-- Saving an answer is the act a server does most in an examination. These make it one statement and
-- a cheap one; what is recorded stays as it was.

-- Every saved answer asks for the deadline: extensions are found without reading the log.
CREATE INDEX "attempt_step_extensions" ON "attempt_step" (attempt_id) WHERE kind = 'extend';

-- The same function as before (see the first migration for its outcomes), with fewer queries, and a
-- single row instead of a set. New is one outcome:
--          'full'      a page's step beyond the 5,000th of the attempt, which no person reaches; not written
DROP FUNCTION append_attempt_step(uuid, text, text, text, text, text, int, text, jsonb, text,
  timestamptz, timestamptz, interval);
CREATE FUNCTION append_attempt_step(
  p_attempt uuid, p_owner text, p_kind text, p_idem text, p_actor text, p_tab text, p_tab_seq int,
  p_item text, p_payload jsonb, p_refusal text, p_client_at timestamptz, p_now timestamptz,
  p_grace interval,
  OUT outcome text, OUT seq int, OUT kind text, OUT refusal text, OUT server_at timestamptz,
  OUT deadline_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_same boolean;
  v_last_hash bytea;
  v_last_at timestamptz;
  v_last_seq int;
  v_closing_seq int;
  v_idem text := p_idem;
  v_hash bytea;
  v_client timestamptz := date_trunc('milliseconds', p_client_at);
BEGIN
  kind := p_kind;
  refusal := p_refusal;
  SELECT a.deadline_at INTO deadline_at FROM attempt a
    WHERE a.id = p_attempt AND (p_owner IS NULL OR a.user_id = p_owner) FOR UPDATE;
  IF NOT FOUND THEN
    outcome := 'not-found';
    RETURN;
  END IF;
  -- A statement of its own, after the lock: it sees what was extended while this one waited.
  deadline_at := greatest(deadline_at, (
    SELECT max((s.payload ->> 'deadlineAt')::timestamptz) FROM attempt_step s
    WHERE s.attempt_id = p_attempt AND s.kind = 'extend' AND s.refusal IS NULL));

  SELECT s.kind = p_kind AND s.item IS NOT DISTINCT FROM p_item AND s.payload = p_payload,
      s.seq, s.kind, s.refusal, s.server_at
    INTO v_same, seq, kind, refusal, server_at
    FROM attempt_step s WHERE s.attempt_id = p_attempt AND s.idem_key = v_idem;
  IF v_same THEN
    outcome := 'repeated';
    RETURN;
  ELSIF v_same = false THEN
    v_idem := p_idem || ':reused:' || md5(p_kind || coalesce(p_item, '') || p_payload::text);
    SELECT s.seq, s.kind, s.refusal, s.server_at INTO seq, kind, refusal, server_at
      FROM attempt_step s WHERE s.attempt_id = p_attempt AND s.idem_key = v_idem;
    IF FOUND THEN
      outcome := 'repeated';
      RETURN;
    END IF;
  END IF;
  kind := p_kind;
  refusal := CASE WHEN v_same = false THEN 'key-reused' ELSE p_refusal END;

  SELECT s.seq, s.server_at INTO v_closing_seq, server_at FROM attempt_step s
    WHERE s.attempt_id = p_attempt AND s.kind IN ('submit', 'auto-submit') AND s.refusal IS NULL;
  IF kind IN ('submit', 'auto-submit') THEN
    IF v_closing_seq IS NOT NULL THEN
      outcome := 'repeated';
      seq := v_closing_seq;
      refusal := NULL;
      SELECT s.kind INTO kind FROM attempt_step s WHERE s.attempt_id = p_attempt AND s.seq = v_closing_seq;
      RETURN;
    END IF;
    IF kind = 'auto-submit' AND date_trunc('milliseconds', p_now) < deadline_at + p_grace THEN
      outcome := 'not-due';
      seq := NULL;
      kind := NULL;
      refusal := NULL;
      server_at := NULL;
      RETURN;
    END IF;
    -- A submit that arrives after the time is up closes the attempt as the clock would have.
    IF kind = 'submit' AND date_trunc('milliseconds', p_now) > deadline_at + p_grace AND refusal IS NULL THEN
      kind := 'auto-submit';
    END IF;
  ELSIF kind IN ('save', 'flag') AND refusal IS NULL THEN
    refusal := CASE
      WHEN v_closing_seq IS NOT NULL THEN 'closed'
      WHEN date_trunc('milliseconds', p_now) > deadline_at + p_grace THEN 'late'
    END;
  END IF;

  SELECT s.seq, s.server_at, s.hash INTO STRICT v_last_seq, v_last_at, v_last_hash
    FROM attempt_step s WHERE s.attempt_id = p_attempt ORDER BY s.seq DESC LIMIT 1;
  IF v_last_seq >= 5000 AND kind IN ('save', 'flag', 'focus', 'blur') THEN
    outcome := 'full';
    seq := v_last_seq;
    refusal := 'too-many-steps';
    server_at := v_last_at;
    RETURN;
  END IF;
  -- The log's own order never goes back, whatever a machine's clock does.
  server_at := greatest(date_trunc('milliseconds', p_now), v_last_at);
  seq := v_last_seq + 1;
  v_hash := attempt_step_hash(v_last_hash, p_attempt, seq, kind, v_idem, p_actor, p_tab, p_tab_seq,
    p_item, p_payload, refusal, server_at, v_client);
  INSERT INTO attempt_step (attempt_id, seq, kind, idem_key, actor_id, tab_id, tab_seq, item, payload,
      refusal, server_at, client_at, prev_hash, hash)
    VALUES (p_attempt, seq, kind, v_idem, p_actor, p_tab, p_tab_seq, p_item, p_payload,
      refusal, server_at, v_client, v_last_hash, v_hash);
  outcome := 'appended';
END $$;

-- Appends what a page sent, in its order, and says where the attempt stands for a page that has seen
-- everything up to p_base_seq. One statement: a batch is recorded whole or not at all.
-- p_steps: [{ kind, idemKey, tabId, tabSeq, item, payload, refusal, clientAt }], as append_attempt_step
-- takes them; clientAt in ms since 1970.
-- acks: [{ idemKey, seq, refusal, savedAt (ms since 1970) }], one per step
-- saves: [{ seq, item, tabId, response }], the counting answers after p_base_seq, oldest first
-- last_seq: NULL when there is no such attempt, or it is not this owner's.
CREATE FUNCTION record_attempt_steps(
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
      coalesce((SELECT jsonb_agg(jsonb_build_object('seq', s.seq, 'item', s.item, 'tabId', s.tab_id,
                  'response', s.payload -> 'response') ORDER BY s.seq)
                FROM attempt_step s
                WHERE s.attempt_id = p_attempt AND s.seq > p_base_seq AND s.kind = 'save' AND s.refusal IS NULL),
               '[]'),
      (SELECT max(s.seq) FROM attempt_step s WHERE s.attempt_id = p_attempt),
      EXISTS (SELECT FROM attempt_step s
              WHERE s.attempt_id = p_attempt AND s.kind IN ('submit', 'auto-submit') AND s.refusal IS NULL),
      greatest(a.deadline_at, (
        SELECT max((s.payload ->> 'deadlineAt')::timestamptz) FROM attempt_step s
        WHERE s.attempt_id = a.id AND s.kind = 'extend' AND s.refusal IS NULL))
    INTO saves, last_seq, closed, deadline_at
    FROM attempt a WHERE a.id = p_attempt AND a.user_id = p_owner;
END $$;

-- What is a record stays one: attempt_step could not be emptied, the others could.
CREATE TRIGGER attempt_keeps_all BEFORE TRUNCATE ON "attempt"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempt_key_keeps_all BEFORE TRUNCATE ON "attempt_key"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_keeps_all BEFORE TRUNCATE ON "submission"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER grading_keeps_all BEFORE TRUNCATE ON "grading"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER onboarding_confirmation_keeps_all BEFORE TRUNCATE ON "onboarding_confirmation"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_keeps_all BEFORE TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
