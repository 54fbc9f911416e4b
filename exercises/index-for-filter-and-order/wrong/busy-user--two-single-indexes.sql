create index idx_analysis_user on analysis_results (user_id);
create index idx_analysis_date on analysis_results (created_at desc);
