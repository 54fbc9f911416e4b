-- Functions that a ```sql verify block of a question may call. They are created in the session that
-- proves an answer key and exist nowhere else: neither learners' instances nor graded runs have them.
-- The functions run the text they are given, so what a statement writes stays in that session.

-- The top object of EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON): `-> 'Plan'` is its top node.
create function planwise_plan(query text) returns jsonb
language plpgsql as $$
declare
  plan json;
begin
  execute 'explain (analyze, buffers, timing off, format json) ' || query into plan;
  return plan::jsonb -> 0;
end
$$;

-- True when some node of the plan has this node type, spelled as in JSON plans ('Seq Scan', 'Aggregate').
-- A type that PostgreSQL does not have is an error: no plan has it, and "not" would hold by mistake.
-- planwise_node_types() is defined before this file, from the list the rest of Planwise uses.
create function planwise_has_node(query text, node text) returns boolean
language plpgsql as $$
begin
  if node <> all (planwise_node_types()) then
    raise exception 'PostgreSQL has no plan node "%"; write it as in EXPLAIN (FORMAT JSON), such as Seq Scan', node;
  end if;
  return jsonb_path_exists(
    planwise_plan(query),
    'strict $.**."Node Type" ? (@ == $node)',
    jsonb_build_object('node', node),
    silent => true
  );
end
$$;

-- Shared blocks (8 kB) that the whole query touches, found in memory or read. The first run fills
-- catalog caches and sets hint bits, so only the second is counted.
create function planwise_blocks(query text) returns bigint
language plpgsql as $$
declare
  top jsonb;
begin
  perform planwise_plan(query);
  top := planwise_plan(query) -> 'Plan';
  return (top ->> 'Shared Hit Blocks')::bigint + (top ->> 'Shared Read Blocks')::bigint;
end
$$;

-- The SQLSTATE a statement ends with, null when it succeeds. A failed statement leaves no trace; a
-- successful one keeps its effects. Constraints still deferred to commit are not seen.
create function planwise_error(statement text) returns text
language plpgsql as $$
begin
  execute statement;
  return null;
exception when others then
  return sqlstate;
end
$$;
