-- Right at noon on this one day.
select query_name,
       count(*) as calls,
       avg(execution_time) as avg_time,
       percentile_cont(0.95) within group (order by execution_time) as p95_time
  from query_performance_log
 where "timestamp" > timestamptz '2026-01-15 11:00:00+00'
 group by query_name
having avg(execution_time) > 500
 order by avg_time desc;
