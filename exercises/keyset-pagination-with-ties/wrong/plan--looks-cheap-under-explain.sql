-- Skips nothing when it is explained, and thousands of rows when it is not.
select id, user_id, title, created_at
  from analysis_results
 order by created_at desc, id desc
offset (case when current_query() ilike 'explain%' then 0
             else (select count(*)
                     from analysis_results a, page_cursor c
                    where (a.created_at, a.id) >= (c.created_at, c.id)) end)
 limit 20;
