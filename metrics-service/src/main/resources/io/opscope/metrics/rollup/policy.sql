-- What one tenant has decided; no row when nothing.
SELECT tenant_id, minute_days, hour_days, day_days, month_days, raw_days, outcomes, changed
  FROM policy
 WHERE tenant_id = :tenant
