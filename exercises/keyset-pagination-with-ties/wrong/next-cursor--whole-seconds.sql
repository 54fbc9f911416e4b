-- Cuts the cursor's time to the second, as a client that formats it may do.
select id, user_id, title, created_at
  from analysis_results
 where (created_at, id) < (select date_trunc('second', created_at), id from page_cursor)
 order by created_at desc, id desc
 limit 20;
