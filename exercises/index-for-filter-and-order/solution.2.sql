-- Ascending works as well: a B-tree can be read backwards.
create index idx_analysis_user_date on analysis_results (user_id, created_at);
