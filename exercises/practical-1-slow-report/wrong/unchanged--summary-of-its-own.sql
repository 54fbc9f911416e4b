create materialized view account_report as
  select u.id, u.name, u.plan, u.status, u.created_at,
         count(a.id) as total_analyses, max(a.created_at) as last_analysis_at
    from users u
    left join analysis_results a on a.user_id = u.id
   group by u.id;

select id, name, total_analyses, last_analysis_at
  from account_report
 where plan = 'team'
   and status = 'active'
   and created_at < timestamptz '2024-07-01 00:00:00+00'
 order by total_analyses desc, id;
