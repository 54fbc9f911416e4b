-- Five minutes more, to be on the safe side.
select query_name,
       count(*) as calls,
       avg(execution_time) as avg_time,
       percentile_cont(0.95) within group (order by execution_time) as p95_time
  from query_performance_log
 where "timestamp" > now() - interval '65 minutes'
 group by query_name
having avg(execution_time) > 500
 order by avg_time desc;
