-- Your CREATE INDEX goes here.


-- The query of the start page. Run it and look at its plan.
select id, title, risk_level, created_at
  from analysis_results
 where user_id = 42
 order by created_at desc
 limit 20;
