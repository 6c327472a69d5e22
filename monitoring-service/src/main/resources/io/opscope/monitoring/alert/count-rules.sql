-- How many rules the tenant has.
SELECT count(*) AS rules FROM alert_rule WHERE tenant_id = :tenant
