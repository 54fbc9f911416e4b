-- The slow way, once, kept in a table. The page then costs one block, until the next cursor comes.
create table next_page as
  select a.id, a.user_id, a.title, a.created_at
    from analysis_results a, page_cursor c
   where (a.created_at, a.id) < (c.created_at, c.id)
   order by a.created_at desc, a.id desc
   limit 20;

select id, user_id, title, created_at from next_page order by created_at desc, id desc;
