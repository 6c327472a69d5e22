-- What every tenant has decided.
SELECT tenant_id, minute_days, hour_days, day_days, month_days, raw_days, outcomes, changed
  FROM policy
