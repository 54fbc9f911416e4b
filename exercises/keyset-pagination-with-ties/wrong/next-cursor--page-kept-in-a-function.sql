-- The ids of one page, written into a function: right for this cursor only.
do $$
begin
  execute format(
    'create function page_ids() returns bigint[] language sql as %L',
    format('select %L::bigint[]', (
      select array_agg(id)
        from (select a.id
                from analysis_results a, page_cursor c
               where (a.created_at, a.id) < (c.created_at, c.id)
               order by a.created_at desc, a.id desc
               limit 20) as page)));
end
$$;

select id, user_id, title, created_at
  from analysis_results
 where id = any (page_ids())
 order by created_at desc, id desc;
