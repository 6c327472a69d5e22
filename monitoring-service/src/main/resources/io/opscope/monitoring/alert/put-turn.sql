-- Lets a rule be evaluated at once.
INSERT INTO alert_turn (tenant_id, rule_id, next_run) VALUES (:tenant, :rule, now())
    ON CONFLICT (tenant_id, rule_id) DO UPDATE SET next_run = now(), owner = NULL, leased_until = NULL
