-- Whether a running cycle is done with QuickBooks: asked at every poll of the Web Connector.
create index session_lane_empty on web_connector_session (company_id, cycle) where verdict = 'empty';

-- Whether a record's making is in the audit log, and all that ever happened to it.
create index audit_record on audit (company_id, book, record_id);

-- Signals that reached Temporal are dropped after some days.
create index outbox_sent on outbox (sent_at) where sent_at is not null;
