-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'learner',
    "team" TEXT,
    "deactivated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT,
    "role" TEXT NOT NULL,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by" TEXT,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson_progress" (
    "user_id" TEXT NOT NULL,
    "lesson" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_read_at" TIMESTAMPTZ(3) NOT NULL,
    "anchor" TEXT,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "lesson_progress_pkey" PRIMARY KEY ("user_id","lesson")
);

-- CreateTable
CREATE TABLE "exercise_draft" (
    "user_id" TEXT NOT NULL,
    "exercise" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exercise_draft_pkey" PRIMARY KEY ("user_id","exercise")
);

-- CreateTable
CREATE TABLE "hint_opening" (
    "user_id" TEXT NOT NULL,
    "exercise" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hint_opening_pkey" PRIMARY KEY ("user_id","exercise","level")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "exercise" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "idem_key" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grading" (
    "id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "fault" TEXT,
    "verdict" JSONB NOT NULL,
    "graded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "assessment" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "form" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt_key" (
    "attempt_id" UUID NOT NULL,
    "items" JSONB NOT NULL,

    CONSTRAINT "attempt_key_pkey" PRIMARY KEY ("attempt_id")
);

-- CreateTable
CREATE TABLE "attempt_step" (
    "attempt_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "idem_key" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "tab_id" TEXT,
    "tab_seq" INTEGER,
    "item" TEXT,
    "payload" JSONB NOT NULL,
    "refusal" TEXT,
    "server_at" TIMESTAMPTZ(3) NOT NULL,
    "client_at" TIMESTAMPTZ(3),
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "attempt_step_pkey" PRIMARY KEY ("attempt_id","seq")
);

-- CreateTable
CREATE TABLE "onboarding_confirmation" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "confirmed" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL,
    "confirmed_by" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "onboarding_confirmation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "lesson_progress_user_id_last_read_at_idx" ON "lesson_progress"("user_id", "last_read_at");

-- CreateIndex
CREATE INDEX "submission_user_id_exercise_submitted_at_idx" ON "submission"("user_id", "exercise", "submitted_at");

-- CreateIndex
CREATE UNIQUE INDEX "submission_user_id_idem_key_key" ON "submission"("user_id", "idem_key");

-- CreateIndex
CREATE INDEX "grading_submission_id_graded_at_idx" ON "grading"("submission_id", "graded_at");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_user_id_assessment_number_key" ON "attempt"("user_id", "assessment", "number");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_step_attempt_id_idem_key_key" ON "attempt_step"("attempt_id", "idem_key");

-- CreateIndex
CREATE INDEX "onboarding_confirmation_user_id_item_confirmed_at_idx" ON "onboarding_confirmation"("user_id", "item", "confirmed_at");

-- CreateIndex
CREATE INDEX "audit_event_subject_kind_subject_id_at_idx" ON "audit_event"("subject_kind", "subject_id", "at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exercise_draft" ADD CONSTRAINT "exercise_draft_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hint_opening" ADD CONSTRAINT "hint_opening_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grading" ADD CONSTRAINT "grading_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt_key" ADD CONSTRAINT "attempt_key_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt_step" ADD CONSTRAINT "attempt_step_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "onboarding_confirmation" ADD CONSTRAINT "onboarding_confirmation_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------
-- Below: what Prisma's schema language cannot say. Roles and kinds as constraints, insert-only
-- tables, and the functions that make an act one statement (a client's transaction can be left
-- half-committed by a timeout; a function cannot).
-- ---------------------------------------------------------------------------------------------

ALTER TABLE "user_account" ADD CONSTRAINT "user_account_role_known"
  CHECK (role IN ('learner', 'instructor', 'admin'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_role_known"
  CHECK (role IN ('learner', 'instructor', 'admin'));
ALTER TABLE "attempt_step" ADD CONSTRAINT "attempt_step_kind_known"
  CHECK (kind IN ('start', 'save', 'flag', 'focus', 'blur', 'submit', 'auto-submit', 'extend',
                  'grade', 'regrade', 'override', 'comment'));
ALTER TABLE "grading" ADD CONSTRAINT "grading_status_known"
  CHECK (status IN ('passed', 'failed', 'errored', 'timed-out', 'unsupported'));

-- An attempt is closed once, whoever gets there first.
CREATE UNIQUE INDEX "attempt_step_closed_once" ON "attempt_step" (attempt_id)
  WHERE kind IN ('submit', 'auto-submit') AND refusal IS NULL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is a record: rows are added, never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER attempt_step_is_a_record BEFORE UPDATE OR DELETE ON "attempt_step"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempt_step_keeps_all BEFORE TRUNCATE ON "attempt_step"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempt_is_a_record BEFORE UPDATE OR DELETE ON "attempt"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempt_key_is_a_record BEFORE UPDATE OR DELETE ON "attempt_key"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_is_a_record BEFORE UPDATE OR DELETE ON "submission"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER grading_is_a_record BEFORE UPDATE OR DELETE ON "grading"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER onboarding_confirmation_is_a_record BEFORE UPDATE OR DELETE ON "onboarding_confirmation"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_is_a_record BEFORE UPDATE OR DELETE ON "audit_event"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The hash of one step: over the one before and everything the step says. jsonb's text form is
-- canonical (keys ordered, spaces fixed), so the same step always hashes the same.
CREATE FUNCTION attempt_step_hash(
  prev_hash bytea, attempt_id uuid, seq int, kind text, idem_key text, actor_id text, tab_id text,
  tab_seq int, item text, payload jsonb, refusal text, server_at timestamptz, client_at timestamptz
) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(prev_hash || convert_to(jsonb_build_array(
    attempt_id, seq, kind, idem_key, actor_id, tab_id, tab_seq, item, payload, refusal,
    (extract(epoch FROM server_at) * 1000)::bigint, (extract(epoch FROM client_at) * 1000)::bigint
  )::text, 'UTF8'))
$$;

-- When time runs out: the start's deadline, or the latest any extension granted.
CREATE FUNCTION attempt_deadline(p_attempt uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT greatest(a.deadline_at, (
    SELECT max((s.payload ->> 'deadlineAt')::timestamptz) FROM attempt_step s
    WHERE s.attempt_id = a.id AND s.kind = 'extend' AND s.refusal IS NULL))
  FROM attempt a WHERE a.id = p_attempt
$$;

-- Starts an attempt: attempt, frozen key and first step, or none of them. `p_number` is the number
-- the caller decided on from what it saw; when somebody was faster nothing is written and the
-- newest attempt is named instead.
-- outcome: 'started' | 'overtaken'
CREATE FUNCTION start_attempt(
  p_id uuid, p_user text, p_assessment text, p_number int, p_form jsonb, p_items jsonb,
  p_idem text, p_tab text, p_now timestamptz, p_deadline timestamptz, p_detail jsonb
) RETURNS TABLE (outcome text, attempt_id uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_last record;
  v_genesis bytea := sha256(convert_to(p_id::text, 'UTF8'));
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('attempt:' || p_user || ':' || p_assessment, 0));
  SELECT a.id, a.number INTO v_last FROM attempt a
    WHERE a.user_id = p_user AND a.assessment = p_assessment ORDER BY a.number DESC LIMIT 1;
  IF coalesce(v_last.number, 0) <> p_number - 1 THEN
    RETURN QUERY SELECT 'overtaken', v_last.id;
    RETURN;
  END IF;
  INSERT INTO attempt (id, user_id, assessment, number, form, started_at, deadline_at)
    VALUES (p_id, p_user, p_assessment, p_number, p_form, p_now, p_deadline);
  INSERT INTO attempt_key (attempt_id, items) VALUES (p_id, p_items);
  INSERT INTO attempt_step (attempt_id, seq, kind, idem_key, actor_id, tab_id, payload, server_at, prev_hash, hash)
    VALUES (p_id, 1, 'start', p_idem, p_user, p_tab, p_detail, p_now, v_genesis,
      attempt_step_hash(v_genesis, p_id, 1, 'start', p_idem, p_user, p_tab, NULL, NULL, p_detail, NULL, p_now, NULL));
  RETURN QUERY SELECT 'started', p_id;
END $$;

-- Appends one step. What does not count is kept all the same, with the reason in `refusal`.
-- p_owner: the learner whose attempt it must be, NULL for staff and the sweeper.
-- p_refusal: a reason the caller already found (unknown option, foreign question).
-- outcome: 'appended'  the step was written (look at refusal to see whether it counts)
--          'repeated'  the same step came before; that one is returned (also: already closed)
--          'not-due'   auto-submit before the deadline; nothing was written
--          'not-found' no such attempt, or not this owner's
CREATE FUNCTION append_attempt_step(
  p_attempt uuid, p_owner text, p_kind text, p_idem text, p_actor text, p_tab text, p_tab_seq int,
  p_item text, p_payload jsonb, p_refusal text, p_client_at timestamptz, p_now timestamptz,
  p_grace interval
) RETURNS TABLE (outcome text, seq int, kind text, refusal text, server_at timestamptz, deadline_at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_deadline timestamptz;
  v_last attempt_step;
  v_same attempt_step;
  v_closing attempt_step;
  v_kind text := p_kind;
  v_idem text := p_idem;
  v_refusal text := p_refusal;
  v_now timestamptz := date_trunc('milliseconds', p_now);
  v_client timestamptz := date_trunc('milliseconds', p_client_at);
BEGIN
  PERFORM 1 FROM attempt a
    WHERE a.id = p_attempt AND (p_owner IS NULL OR a.user_id = p_owner) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'not-found', NULL::int, NULL::text, NULL::text, NULL::timestamptz, NULL::timestamptz;
    RETURN;
  END IF;
  v_deadline := attempt_deadline(p_attempt);

  SELECT s.* INTO v_same FROM attempt_step s WHERE s.attempt_id = p_attempt AND s.idem_key = v_idem;
  IF FOUND THEN
    IF v_same.kind = p_kind AND v_same.item IS NOT DISTINCT FROM p_item AND v_same.payload = p_payload THEN
      RETURN QUERY SELECT 'repeated', v_same.seq, v_same.kind, v_same.refusal, v_same.server_at, v_deadline;
      RETURN;
    END IF;
    v_refusal := 'key-reused';
    v_idem := p_idem || ':reused:' || md5(p_kind || coalesce(p_item, '') || p_payload::text);
    SELECT s.* INTO v_same FROM attempt_step s WHERE s.attempt_id = p_attempt AND s.idem_key = v_idem;
    IF FOUND THEN
      RETURN QUERY SELECT 'repeated', v_same.seq, v_same.kind, v_same.refusal, v_same.server_at, v_deadline;
      RETURN;
    END IF;
  END IF;

  SELECT s.* INTO v_closing FROM attempt_step s
    WHERE s.attempt_id = p_attempt AND s.kind IN ('submit', 'auto-submit') AND s.refusal IS NULL;
  IF v_kind IN ('submit', 'auto-submit') THEN
    IF v_closing.seq IS NOT NULL THEN
      RETURN QUERY SELECT 'repeated', v_closing.seq, v_closing.kind, v_closing.refusal, v_closing.server_at, v_deadline;
      RETURN;
    END IF;
    IF v_kind = 'auto-submit' AND v_now < v_deadline + p_grace THEN
      RETURN QUERY SELECT 'not-due', NULL::int, NULL::text, NULL::text, NULL::timestamptz, v_deadline;
      RETURN;
    END IF;
    -- A submit that arrives after the time is up closes the attempt as the clock would have.
    IF v_kind = 'submit' AND v_now > v_deadline + p_grace AND v_refusal IS NULL THEN
      v_kind := 'auto-submit';
    END IF;
  ELSIF v_kind IN ('save', 'flag') AND v_refusal IS NULL THEN
    v_refusal := CASE
      WHEN v_closing.seq IS NOT NULL THEN 'closed'
      WHEN v_now > v_deadline + p_grace THEN 'late'
    END;
  END IF;

  SELECT s.* INTO STRICT v_last FROM attempt_step s WHERE s.attempt_id = p_attempt ORDER BY s.seq DESC LIMIT 1;
  -- The log's own order never goes back, whatever a machine's clock does.
  v_now := greatest(v_now, v_last.server_at);
  INSERT INTO attempt_step AS s (attempt_id, seq, kind, idem_key, actor_id, tab_id, tab_seq, item, payload,
      refusal, server_at, client_at, prev_hash, hash)
    VALUES (p_attempt, v_last.seq + 1, v_kind, v_idem, p_actor, p_tab, p_tab_seq, p_item, p_payload,
      v_refusal, v_now, v_client, v_last.hash,
      attempt_step_hash(v_last.hash, p_attempt, v_last.seq + 1, v_kind, v_idem, p_actor, p_tab, p_tab_seq,
        p_item, p_payload, v_refusal, v_now, v_client));
  RETURN QUERY SELECT 'appended', v_last.seq + 1, v_kind, v_refusal, v_now, v_deadline;
END $$;

-- The first step whose hash does not follow from the one before, or nothing when the log is whole.
CREATE FUNCTION verify_attempt(p_attempt uuid) RETURNS TABLE (broken_seq int) LANGUAGE sql STABLE AS $$
  SELECT s.seq FROM (
    SELECT t.*, lag(t.hash, 1, sha256(convert_to(p_attempt::text, 'UTF8'))) OVER (ORDER BY t.seq) AS expected_prev,
      row_number() OVER (ORDER BY t.seq) AS expected_seq
    FROM attempt_step t WHERE t.attempt_id = p_attempt) s
  WHERE s.prev_hash <> s.expected_prev OR s.seq <> s.expected_seq
    OR s.hash <> attempt_step_hash(s.prev_hash, s.attempt_id, s.seq, s.kind, s.idem_key, s.actor_id, s.tab_id,
         s.tab_seq, s.item, s.payload, s.refusal, s.server_at, s.client_at)
  ORDER BY s.seq LIMIT 1
$$;
