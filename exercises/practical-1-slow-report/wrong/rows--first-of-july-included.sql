-- "Before July" leaves out whoever came with the first moment of July.
select u.id,
       u.name,
       count(a.id) as total_analyses,
       max(a.created_at) as last_analysis_at
  from users u
  left join analysis_results a on a.user_id = u.id
 where u.plan = 'team'
   and u.status = 'active'
   and u.created_at <= timestamptz '2024-07-01 00:00:00+00'
 group by u.id
 order by total_analyses desc, u.id;
