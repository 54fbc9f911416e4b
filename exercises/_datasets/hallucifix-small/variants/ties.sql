-- Ties: two in three analyses of user 42 came in one upload, and every other analysis
-- shares its timestamp with the rest of its day.
update analysis_results
   set created_at = date_trunc('day', created_at, 'UTC') + interval '9 hours 17 minutes';

update analysis_results
   set created_at = timestamptz '2026-01-10 09:17:00+00'
 where user_id = 42 and id % 3 <> 0;

update query_performance_log
   set execution_time = 900
 where query_name in ('dashboard_summary', 'analysis_search');

refresh materialized view user_analytics_summary;
refresh materialized view daily_analytics;
