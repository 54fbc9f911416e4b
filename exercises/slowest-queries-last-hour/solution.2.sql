-- The same with the grouping in a subquery: its outer WHERE does what HAVING does.
select query_name, calls, avg_time, p95_time
  from (
    select query_name,
           count(*) as calls,
           avg(execution_time) as avg_time,
           percentile_cont(0.95) within group (order by execution_time) as p95_time
      from query_performance_log
     where "timestamp" >= now() - interval '60 minutes'
     group by query_name
  ) as last_hour
 where avg_time > 500
 order by avg_time desc;
-- answer which-is-new: b
-- answer not-on-the-list: b
