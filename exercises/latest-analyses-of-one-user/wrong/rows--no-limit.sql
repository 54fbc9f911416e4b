select id, title, accuracy, risk_level, created_at
  from analysis_results
 where user_id = 42
 order by created_at desc, id desc;
