-- Skew and other values: user 137 owns seven analyses in ten, titles, times and
-- accuracies differ from the default data, other users are on the team plan, and
-- other queries are slow. The materialized views are NOT refreshed: they still show
-- what the night left, so a report that reads them is out of date.
-- A fifth of the rows, written anew so that the table is as small as its rows.
create temp table kept as select * from analysis_results where id <= 6000;
truncate analysis_results;

insert into analysis_results (id, user_id, title, content, accuracy, risk_level, created_at)
select id,
       case when id % 10 < 7 then 137 else user_id end,
       title || ' (revised)',
       content,
       100 - accuracy,
       case when accuracy is null then risk_level
            when accuracy > 70 then 'critical'
            else 'low' end,
       created_at - (id % 5) * interval '1 day'
  from kept
 order by id;

drop table kept;

update users
   set plan = case when id % 4 = 1 then 'team' else 'free' end
 where id % 4 in (1, 2);

update users
   set status = case when status = 'active' then 'suspended' else 'active' end
 where id % 9 = 0;

-- Accounts opened exactly when a month begins.
update users
   set status = 'active', plan = 'team', created_at = timestamptz '2024-07-01 00:00:00+00'
 where id in (730, 733);

delete from query_performance_log where id <= 9000;

update query_performance_log
   set execution_time = execution_time * case query_name
         when 'dashboard_summary' then 0.1
         when 'analysis_search' then 0.2
         when 'user_profile' then 60
         when 'session_lookup' then 200
         else 1 end;

-- Slow, and just too early for the last hour.
insert into query_performance_log (query_name, execution_time, user_id, endpoint, "timestamp")
values ('dashboard_summary', 80000, 1, '/api/dashboard', timestamptz '2026-01-15 10:56:30+00');

-- One runaway call lifts the average of a query that is otherwise quick.
update query_performance_log
   set execution_time = 240000
 where id = (select max(id) from query_performance_log where query_name = 'analysis_list_page');
