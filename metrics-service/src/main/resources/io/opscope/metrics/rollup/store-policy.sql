-- Puts what a tenant has decided in the place of what it had before.
INSERT INTO policy (tenant_id, minute_days, hour_days, day_days, month_days, raw_days, outcomes, changed)
VALUES (:tenant, :minute::int, :hour::int, :day::int, :month::int, :raw::int, :outcomes::jsonb, :now::timestamptz)
    ON CONFLICT (tenant_id) DO UPDATE
   SET minute_days = EXCLUDED.minute_days,
       hour_days = EXCLUDED.hour_days,
       day_days = EXCLUDED.day_days,
       month_days = EXCLUDED.month_days,
       raw_days = EXCLUDED.raw_days,
       outcomes = EXCLUDED.outcomes,
       changed = CASE WHEN (policy.minute_days, policy.hour_days, policy.day_days, policy.month_days, policy.raw_days)
                           IS DISTINCT FROM (EXCLUDED.minute_days, EXCLUDED.hour_days, EXCLUDED.day_days,
                                             EXCLUDED.month_days, EXCLUDED.raw_days)
                      THEN EXCLUDED.changed
                      ELSE policy.changed END
