create index analysis_results_user_created on analysis_results (user_id, created_at desc);
