-- No index: the table is read once, grouped, and joined to the accounts.
with totals as (
  select user_id, count(*) as total_analyses, max(created_at) as last_analysis_at
    from analysis_results
   group by user_id
)
select u.id,
       u.name,
       coalesce(t.total_analyses, 0) as total_analyses,
       t.last_analysis_at
  from users u
  left join totals t on t.user_id = u.id
 where u.plan = 'team'
   and u.status = 'active'
   and u.created_at < timestamptz '2024-07-01 00:00:00+00'
 order by total_analyses desc, u.id;
