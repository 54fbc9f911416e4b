-- Empty: the users are there, but nothing has been analysed yet, nothing was maintained,
-- and the only entry of the query log is older than an hour.
delete from query_performance_log where id <> 9000;
truncate analysis_results, maintenance_log;

update query_performance_log
   set "timestamp" = timestamptz '2026-01-15 09:20:00+00', execution_time = 4200;

refresh materialized view user_analytics_summary;
refresh materialized view daily_analytics;
