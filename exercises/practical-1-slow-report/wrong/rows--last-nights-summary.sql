select u.id,
       u.name,
       s.total_analyses,
       s.last_analysis_at
  from users u
  join user_analytics_summary s on s.user_id = u.id
 where u.plan = 'team'
   and u.status = 'active'
   and u.created_at < timestamptz '2024-07-01 00:00:00+00'
 order by s.total_analyses desc, u.id;
