with numbered as (
  select id, user_id, title, created_at,
         row_number() over (order by created_at desc, id desc) as place
    from analysis_results
)
select id, user_id, title, created_at
  from numbered
 where place > (select count(*)
                  from analysis_results
                 where (created_at, id) >= (select created_at, id from page_cursor))
 order by place
 limit 20;
