-- With id at the end the order is complete, for a page that breaks ties by id.
create index idx_analysis_user_date on analysis_results (user_id, created_at desc, id desc);
