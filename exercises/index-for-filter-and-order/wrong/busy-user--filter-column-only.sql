create index idx_analysis_user_date on analysis_results (user_id);
