-- NULLs: half of the analyses have not finished, among them everything of some users;
-- a third of the query log was written without a user.
update analysis_results
   set accuracy = null
 where id % 2 = 0 or user_id % 10 = 3;

update query_performance_log
   set user_id = null
 where id % 3 = 0;

refresh materialized view user_analytics_summary;
refresh materialized view daily_analytics;
