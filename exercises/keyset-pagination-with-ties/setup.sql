-- What this exercise adds to the data: the index the feed already has, and where the
-- last page ended. The cursor stands in the middle of a bulk upload, so rows on both
-- sides of it share its timestamp.
create index analysis_results_newest_first on analysis_results (created_at desc);

create table page_cursor (
  created_at timestamptz not null,
  id         bigint not null
);

insert into page_cursor (created_at, id)
with largest_upload as (
  select created_at
    from analysis_results
   where created_at < timestamptz '2025-11-01 00:00:00+00'
   group by created_at
   order by count(*) desc, created_at desc
   limit 1
), members as (
  select created_at, id,
         row_number() over (order by id desc) as place,
         count(*) over () as size
    from analysis_results
   where created_at = (select created_at from largest_upload)
)
select created_at, id
  from members
 where place = (size + 1) / 2;

-- Without any analyses the cursor points at a row that has been deleted since.
insert into page_cursor (created_at, id)
select timestamptz '2025-10-31 10:30:00+00', 900
 where not exists (select from page_cursor);

analyze page_cursor;
