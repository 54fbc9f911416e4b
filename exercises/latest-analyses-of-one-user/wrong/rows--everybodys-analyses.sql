select id, title, accuracy, risk_level, created_at
  from analysis_results
 order by created_at desc, id desc
 limit 10;
