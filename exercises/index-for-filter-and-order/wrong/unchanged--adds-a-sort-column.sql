alter table analysis_results add column user_and_date text;
create index idx_analysis_user_date on analysis_results (user_id, created_at desc);
