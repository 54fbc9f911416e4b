-- Skew and other values: user 42 owns eight analyses in ten, and titles, times and
-- accuracies differ from the default data. The materialized views are NOT refreshed:
-- they still show what the night left.
update analysis_results
   set user_id = case when id % 10 < 8 then 42 else user_id end,
       title = title || ' (revised)',
       accuracy = 100 - accuracy,
       risk_level = case when accuracy is null then risk_level
                         when accuracy > 70 then 'critical'
                         else 'low' end,
       created_at = created_at - (id % 5) * interval '1 day';

-- Some users come in another place when nobody asks for an order.
update users set name = name where id % 3 = 1;

update query_performance_log
   set execution_time = execution_time * case query_name
         when 'dashboard_summary' then 0.1
         when 'analysis_search' then 0.2
         when 'user_profile' then 60
         when 'session_lookup' then 200
         else 1 end;
