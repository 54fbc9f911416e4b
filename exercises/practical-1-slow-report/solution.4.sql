-- Index and rewrite: both figures come from one visit to the index.
create index analysis_results_user_created on analysis_results (user_id, created_at);

select u.id, u.name, t.total_analyses, t.last_analysis_at
  from users u
 cross join lateral (
   select count(*) as total_analyses, max(a.created_at) as last_analysis_at
     from analysis_results a
    where a.user_id = u.id
 ) as t
 where u.plan = 'team'
   and u.status = 'active'
   and u.created_at < timestamptz '2024-07-01 00:00:00+00'
 order by t.total_analyses desc, u.id;
