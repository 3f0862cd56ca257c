-- What the exchange needs beside the spine.

-- The bar at the Web Connector never goes back.
alter table web_connector_session add column progress integer not null default 0 check (progress between 0 and 99);

-- The stored answer that QuickBooks was told to forget with this set.
alter table exchange add column old_message_set_id text;

create index exchange_session on exchange (session_id, id);

-- Failed logins of the Web Connector; the shape is rate-limiter-flexible's (webconnector/loginLimiter.ts).
create table login_attempt (
  key    varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
