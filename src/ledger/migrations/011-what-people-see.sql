-- A Web Connector that calls with a wrong password is not one that never calls: people are told which it is.
alter table company add column refused_login_at timestamptz;
