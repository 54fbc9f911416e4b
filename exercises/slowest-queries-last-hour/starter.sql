-- Runs, but it reads eight days of log and keeps every query.
select query_name,
       count(*) as calls,
       avg(execution_time) as avg_time
  from query_performance_log
 group by query_name
 order by query_name;
