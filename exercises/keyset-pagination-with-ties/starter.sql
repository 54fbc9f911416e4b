-- The page after the cursor, as it is in production today.
select id, user_id, title, created_at
  from analysis_results
 where created_at < (select created_at from page_cursor)
 order by created_at desc
 limit 20;
