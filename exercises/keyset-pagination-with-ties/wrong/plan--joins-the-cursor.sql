select a.id, a.user_id, a.title, a.created_at
  from analysis_results a
 cross join page_cursor c
 where (a.created_at, a.id) < (c.created_at, c.id)
 order by a.created_at desc, a.id desc
 limit 20;
