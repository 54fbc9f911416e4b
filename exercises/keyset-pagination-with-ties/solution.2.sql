-- Written out: the first condition is the bound the index can use, the second one
-- decides among the rows that share the cursor's timestamp.
select id, user_id, title, created_at
  from analysis_results
 where created_at <= (select created_at from page_cursor)
   and (created_at < (select created_at from page_cursor)
        or id < (select id from page_cursor))
 order by created_at desc, id desc
 limit 20;
