select l.query_name,
       count(*) as calls,
       round(avg(l.execution_time), 2) as avg_time,
       round(percentile_cont(0.95) within group (order by l.execution_time)::numeric, 2) as p95_time
  from query_performance_log l
  join users u on u.id = l.user_id
 where l."timestamp" > now() - interval '1 hour'
 group by l.query_name
having avg(l.execution_time) > 500
 order by avg(l.execution_time) desc;
