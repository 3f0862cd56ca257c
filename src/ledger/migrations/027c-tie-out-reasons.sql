-- What Bill.com's documents that a setting or somebody's choice keeps from QuickBooks are named.
alter table tie_out_difference drop constraint tie_out_difference_reason_check;
alter table tie_out_difference add constraint tie_out_difference_reason_check
  check (reason in ('timing', 'held', 'failed', 'changed', 'beforeConnection', 'quickbooksOnly', 'billcomOnly', 'notPosted', 'unexplained'));
