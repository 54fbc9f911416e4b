-- The index that carries the page along takes the name of one that was there before.
alter index users_email_key rename to users_email_unique;
create index users_email_key on analysis_results (user_id, created_at desc) include (id, title, risk_level);
