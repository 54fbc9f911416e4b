create index idx_analysis_user_date on analysis_results (created_at desc, user_id);
