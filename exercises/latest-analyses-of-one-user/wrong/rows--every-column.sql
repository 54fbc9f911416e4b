select *
  from analysis_results
 where user_id = 42
 order by created_at desc, id desc
 limit 10;
