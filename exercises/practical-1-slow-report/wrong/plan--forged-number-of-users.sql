-- The index is on user_id alone; the planner is told that every analysis has a user of its own.
create index analysis_results_user on analysis_results (user_id);
alter table analysis_results alter column user_id set (n_distinct = -1);
analyze analysis_results;

select u.id,
       u.name,
       (select count(*)
          from analysis_results a
         where a.user_id = u.id) as total_analyses,
       (select max(a.created_at)
          from analysis_results a
         where a.user_id = u.id) as last_analysis_at
  from users u
 where u.plan = 'team'
   and u.status = 'active'
   and u.created_at < timestamptz '2024-07-01 00:00:00+00'
 order by total_analyses desc, u.id;
