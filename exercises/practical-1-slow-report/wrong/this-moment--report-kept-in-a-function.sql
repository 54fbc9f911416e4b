-- Works the report out once and keeps it in a function: as stale as last night's summary a minute later.
do $$
begin
  execute format(
    'create function report() returns setof record language sql as %L',
    format('select * from json_to_recordset(%L) as r(id bigint, name text, total_analyses bigint, last_analysis_at timestamptz)', (
      select json_agg(row_to_json(r))
        from (select u.id, u.name, count(a.id) as total_analyses, max(a.created_at) as last_analysis_at
                from users u
                left join analysis_results a on a.user_id = u.id
               where u.plan = 'team'
                 and u.status = 'active'
                 and u.created_at < timestamptz '2024-07-01 00:00:00+00'
               group by u.id) as r)));
end
$$;

select *
  from report() as r(id bigint, name text, total_analyses bigint, last_analysis_at timestamptz)
 order by total_analyses desc, id;
