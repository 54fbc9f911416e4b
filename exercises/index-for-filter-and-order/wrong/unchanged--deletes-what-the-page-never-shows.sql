delete from analysis_results a
 using (select id, row_number() over (partition by user_id order by created_at desc) as place
          from analysis_results) as ranked
 where ranked.id = a.id and ranked.place > 20;

create index idx_analysis_user_date on analysis_results (user_id, created_at desc);
