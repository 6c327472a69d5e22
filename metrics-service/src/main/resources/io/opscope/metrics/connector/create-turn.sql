-- Gives a new connector its turn: at once, or none while it is switched off.
INSERT INTO connector_turn (tenant_id, connector_id, next_run)
VALUES (:tenant, :id, CASE WHEN CAST(:enabled AS boolean) THEN now() END)
