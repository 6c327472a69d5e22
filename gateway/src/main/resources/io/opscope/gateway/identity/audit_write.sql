-- Writes down who did what.
INSERT INTO audit (tenant_id, action, outcome, actor_id, actor_via, credential_id, subject_kind, subject_id, address, reference, detail)
VALUES (:tenant, :action, :outcome, :actor, :via, :credential, :subject_kind, :subject, :address, :reference, :detail)
