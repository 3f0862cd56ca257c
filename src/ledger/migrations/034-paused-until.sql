-- A pause that ends by itself: the Web Connector's first call after this moment ends it. Null: until somebody resumes.
alter table company add column paused_until timestamptz;
