select id, user_id, title, created_at
  from analysis_results
 order by created_at desc, id desc
 limit 20
offset 20;
