-- Without the newer rows the page is the first one.
delete from analysis_results
 where (created_at, id) >= (select created_at, id from page_cursor);

select id, user_id, title, created_at
  from analysis_results
 order by created_at desc, id desc
 limit 20;
