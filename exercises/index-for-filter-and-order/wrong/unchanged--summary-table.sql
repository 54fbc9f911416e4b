create table start_page as
  select id, user_id, title, risk_level, created_at from analysis_results;
create index idx_analysis_user_date on analysis_results (user_id, created_at desc);
