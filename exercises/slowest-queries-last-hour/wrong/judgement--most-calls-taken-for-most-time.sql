select query_name,
       count(*) as calls,
       round(avg(execution_time), 2) as avg_time,
       round(percentile_cont(0.95) within group (order by execution_time)::numeric, 2) as p95_time
  from query_performance_log
 where "timestamp" > now() - interval '1 hour'
 group by query_name
having avg(execution_time) > 500
 order by avg(execution_time) desc, query_name;
-- answer which-is-new: b
-- answer not-on-the-list: a
