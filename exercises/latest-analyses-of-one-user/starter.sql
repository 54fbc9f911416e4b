-- Runs, but: every column, no order, and so ten rows nobody chose.
select *
  from analysis_results
 where user_id = 42
 limit 10;
