alter table users
  add column total_analyses bigint not null default 0,
  add column last_analysis_at timestamptz;

update users u
   set total_analyses = t.total_analyses,
       last_analysis_at = t.last_analysis_at
  from (select user_id, count(*) as total_analyses, max(created_at) as last_analysis_at
          from analysis_results
         group by user_id) as t
 where t.user_id = u.id;

select id, name, total_analyses, last_analysis_at
  from users
 where plan = 'team'
   and status = 'active'
   and created_at < timestamptz '2024-07-01 00:00:00+00'
 order by total_analyses desc, id;
