-- Empty: the users are there, but there is one analysis only and it is not user 42's;
-- the only entry of the query log is older than an hour.
delete from analysis_results where id <> (select min(id) from analysis_results where user_id <> 42);
delete from query_performance_log where id <> 400;
truncate maintenance_log;

update query_performance_log
   set "timestamp" = timestamptz '2026-01-15 09:20:00+00', execution_time = 4200;

refresh materialized view user_analytics_summary;
refresh materialized view daily_analytics;
