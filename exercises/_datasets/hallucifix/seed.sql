-- The default data of HalluciFix. Everything is arithmetic over row numbers, so
-- every load gives the same rows; nothing reads the clock. The dataset's
-- "today" is 2026-01-15 12:00 UTC.
-- Timestamps stay at least four minutes away from every full hour, and in the
-- query log from the half and quarter hours too, so that "the last hour" means
-- the same rows a minute later.

-- A number from 0 to n - 1 that looks random and depends only on i and salt.
create function pg_temp.pick(i bigint, salt bigint, n bigint) returns bigint
language sql immutable
return (hashint8extended(i, salt) & 9223372036854775807) % n;

-- Users --------------------------------------------------------------------
-- 1,500 accounts opened between January 2023 and January 2026, ids in the order
-- of signing up. Surnames are glued from syllables, so nobody real is meant.
insert into users (email, name, status, plan, created_at)
select lower(first_name || '.' || surname) || i || '@' || company || '.example',
       first_name || ' ' || surname,
       case when i = 42 then 'active'
            when status_draw < 90 then 'active'
            when status_draw < 97 then 'suspended'
            else 'deleted' end,
       case when i = 42 then 'enterprise'
            when plan_draw < 70 then 'free'
            when plan_draw < 92 then 'team'
            else 'enterprise' end,
       timestamptz '2023-01-16 00:00:00+00'
         + (i * 1092 / 1500) * interval '1 day'
         + pg_temp.pick(i, 5, 24) * interval '1 hour'
         + (5 + pg_temp.pick(i, 6, 50)) * interval '1 minute'
  from (
    select i,
           (array['Mira','Jonas','Aiko','Tomas','Leila','Ravi','Nora','Emil','Zuri','Pavel',
                  'Ines','Kofi','Hana','Luca','Freya','Omar','Petra','Siddi','Yara','Nils',
                  'Talia','Bruno','Mei','Arlo','Sanna','Idris','Vera','Kenji','Dalia','Oskar']
           )[1 + pg_temp.pick(i, 1, 30)] as first_name,
           (array['Bren','Tar','Vel','Quin','Mor','Hal','Sten','Ost','Kar','Lin','Dov','Fen','Gar','Ros','Wex']
           )[1 + pg_temp.pick(i, 2, 15)]
           || (array['low','vik','mere','ton','wyn','dal','sen','ford','eck','ane','ova','gard']
           )[1 + pg_temp.pick(i, 3, 12)] as surname,
           (array['northgate','bluefin','cedarworks','opaline','harborline','kitefield','lumenary','stonebridge']
           )[1 + pg_temp.pick(i, 4, 8)] as company,
           pg_temp.pick(i, 7, 100) as status_draw,
           pg_temp.pick(i, 8, 100) as plan_draw
      from generate_series(1, 1500) as i
  ) as people
 order by i;

-- Analyses -----------------------------------------------------------------
-- 30,000 analyses over the 180 days before today.
-- Who: the owner's rank is the cube of a uniform draw, so a few users own most
--   rows; rank 0 is user 42. Users whose id is a multiple of 25 own none.
-- When: three rows in ten arrive in id order, the rest anywhere in the window
--   (clients that upload late), hence a weak correlation of created_at with id.
-- Ties: four rows in ten belong to a bulk upload. A bulk upload is a run of ids
--   with one timestamp, and half of the runs have one owner.
with arrivals as (
  select i,
         case when pg_temp.pick(i / 20, 10, 10) < 4 then 1000000 + i / 20 else i end as event,
         pg_temp.pick(i / 20, 10, 10) < 4 as bulk
    from generate_series(1, 30000) as i
), placed as (
  select i, event,
         case when pg_temp.pick(event, 11, 10) < 3
              then (i - 1) * 4319 / 30000
              else pg_temp.pick(event, 12, 4320) end as hour,
         pg_temp.pick(event, 13, 50) as minute,
         pg_temp.pick(event, 14, 60) as second,
         pg_temp.pick(case when bulk and event % 2 = 0 then event else i end, 15, 1000000) / 1000000.0::float8 as u
    from arrivals
), timed as (
  select i,
         timestamptz '2025-07-19 12:00:00+00'
           + hour * interval '1 hour' + (5 + minute) * interval '1 minute' + second * interval '1 second' as created_at,
         hour,
         (floor(1500 * u * u * u)::bigint * 7919 + 41) % 1500 + 1 as drawn
    from placed
), owned as (
  -- Nobody uploads before signing up: such a row goes to one of the 1,200 oldest accounts.
  select t.i, t.created_at, t.hour,
         case when u.created_at < t.created_at then t.drawn
              else 1 + pg_temp.pick(t.i, 16, 1200) end as owner
    from timed t
    join users u on u.id = t.drawn
), rated as (
  select i, created_at,
         case when owner % 25 = 0 then owner - 1 else owner end as user_id,
         -- unfinished: 2 % of all, half of the last day
         case when pg_temp.pick(i, 17, 100) < 2 or (hour > 4296 and pg_temp.pick(i, 18, 2) = 0) then null
              else round((100 - 62 * power(pg_temp.pick(i, 19, 100000) / 100000.0::float8, 2.6))::numeric, 2)
         end as accuracy
    from owned
)
insert into analysis_results (user_id, title, content, accuracy, risk_level, created_at)
select user_id,
       (array['Quarterly report','Press release','Grant proposal','Clinical summary','Market brief',
              'Legal memo','Product datasheet','Annual review','Policy draft','Research abstract',
              'Tender document','Newsletter']
       )[1 + pg_temp.pick(i, 20, 12)]
       || ': ' ||
       (array['solar storage','freight routing','patient triage','tax relief','coastal erosion',
              'battery recycling','school catering','data retention','crop insurance','noise limits',
              'water metering','rail signalling','hospital staffing','export permits','cold chain',
              'urban forestry','pension reform','drone delivery','seed banks','street lighting']
       )[1 + pg_temp.pick(i, 21, 20)],
       -- what was found …
       (array['The citation in section ',
              'The quoted figure in section ',
              'The citation supporting the claim in section ',
              'The date given in section ',
              'The expert named in section ',
              'The citation below the table in section ']
       )[1 + pg_temp.pick(i, 22, 6)]
       || (1 + pg_temp.pick(i, 23, 12)) || ' '
       || (array['does not appear in any register we searched',
                 'disagrees with the source it points to',
                 'could be confirmed in two independent sources',
                 'was confirmed against the published edition',
                 'mixes up two studies with similar names',
                 'is older than the regulation it describes',
                 'cannot be traced beyond a press release',
                 'matches the original document word for word']
          )[1 + pg_temp.pick(i, 24, 8)]
       || '. '
       -- … and what follows from it
       || case
            when pg_temp.pick(i, 25, 500) = 0
              then 'The underlying study was retracted by its publisher; remove every sentence that rests on it.'
            else (array['Ask the author for the primary source before publication.',
                        'The reviewer marked the passage as invented and proposes to delete it.',
                        'No change is needed; the passage may be published as written.',
                        'Replace the number by the one printed in the annex and cite the page.',
                        'A second reviewer should compare the translation with the original.',
                        'The summary overstates what was measured; soften the wording.',
                        'Keep the statement, but name the year and the publisher.',
                        'The same sentence occurs in an earlier draft and was corrected there.']
                 )[1 + pg_temp.pick(i, 26, 8)]
          end,
       accuracy,
       case when accuracy is null then 'medium'
            when accuracy < 45 then 'critical'
            when accuracy < 65 then 'high'
            when accuracy < 88 then 'medium'
            else 'low' end,
       created_at
  from rated
 order by i;

-- Query log ----------------------------------------------------------------
-- 12,000 executions over the last 8 days, ids in order of time; the last hour is
-- busy (1,200 rows). Each query has its own level in the last hour and its own
-- level before, so that leaving the time filter out changes the answer.
with levels (n, query_name, endpoint, recent_ms, before_ms, weight_from, weight_to) as (
  values
    (1,  'dashboard_summary',       '/api/dashboard',         2350.0, 2100.0,  0, 10),
    (2,  'analysis_search',         '/api/search',            1480.0,  390.0, 10, 22),
    (3,  'export_user_analyses',    '/api/export',             905.0,  870.0, 22, 26),
    (4,  'risk_trend_by_month',     '/api/reports/risk',       690.0,  720.0, 26, 32),
    (5,  'team_activity_feed',      '/api/teams/activity',     355.0,  980.0, 32, 42),
    (6,  'analysis_list_page',      '/api/analyses',           210.0,  205.0, 42, 62),
    (7,  'refresh_daily_analytics', 'job:daily-maintenance',  340.0,  350.0, 62, 64),
    (8,  'user_profile',            '/api/users/profile',       18.0,   17.0, 64, 80),
    (9,  'session_lookup',          '/api/session',              4.0,    4.0, 80, 96),
    (10, 'insert_analysis_batch',   '/api/analyses/bulk',       95.0,  100.0, 96, 100)
), calls as (
  select i,
         case when i <= 10800
              then timestamptz '2026-01-07 12:00:00+00'
                   + ((i - 1) * 191 / 10800) * interval '1 hour'
              else timestamptz '2026-01-15 11:00:00+00' end as hour,
         i > 10800 as recent,
         -- the allowed minutes of an hour: 5 to 25, 34 to 41, 49 to 51
         case when i <= 10800 then (i - 1 - (((i - 1) * 191 / 10800) * 10800 + 190) / 191) * 32 / 57
              else (i - 10801) * 32 / 1200 end as slot,
         pg_temp.pick(i, 30, 100) as draw
    from generate_series(1, 12000) as i
)
insert into query_performance_log (query_name, execution_time, user_id, endpoint, "timestamp")
select l.query_name,
       -- 0.6 to 1.4 times the level; one call in twelve takes 2.5 times as long
       round(((case when c.recent then l.recent_ms else l.before_ms end)
              * (0.6 + pg_temp.pick(c.i, 31, 8001) / 10000.0)
              * (case when pg_temp.pick(c.i, 32, 12) = 0 then 2.5 else 0.87 end))::numeric, 2),
       case when l.endpoint like 'job:%' then null else 1 + pg_temp.pick(c.i, 33, 1500) end,
       l.endpoint,
       c.hour
         + (case when c.slot < 21 then 5 + c.slot
                 when c.slot < 29 then 13 + c.slot
                 else least(20 + c.slot, 51) end) * interval '1 minute'
         + pg_temp.pick(c.i, 34, 60) * interval '1 second'
  from calls c
  join levels l on c.draw >= l.weight_from and c.draw < l.weight_to
 order by 5, c.i;

-- Maintenance log ------------------------------------------------------------
-- Thirty nights of the daily job; two of them failed.
insert into maintenance_log (operation, completed_at, status)
select 'daily_maintenance',
       timestamptz '2025-12-16 03:12:00+00' + d * interval '1 day' + pg_temp.pick(d, 40, 240) * interval '1 second',
       case when d in (9, 23) then 'failed' else 'completed' end
  from generate_series(0, 29) as d
 order by d;

refresh materialized view user_analytics_summary;
refresh materialized view daily_analytics;

drop function pg_temp.pick(bigint, bigint, bigint);
