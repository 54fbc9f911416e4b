select u.id,
       u.name,
       t.total_analyses,
       t.last_analysis_at
  from users u
  left join (
    select user_id, count(*) as total_analyses, max(created_at) as last_analysis_at
      from analysis_results
     group by user_id
  ) as t on t.user_id = u.id
 where u.plan = 'team'
   and u.status = 'active'
   and u.created_at < timestamptz '2024-07-01 00:00:00+00'
 order by t.total_analyses desc, u.id;
