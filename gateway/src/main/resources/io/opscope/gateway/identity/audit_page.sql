-- What was done in a tenant, the newest first, those before a given number.
SELECT id, at, action, outcome, actor_id, actor_via, credential_id, subject_kind, subject_id, address, reference, detail
  FROM audit
 WHERE tenant_id = :tenant
   AND id < :before
   AND (CAST(:action AS text) IS NULL OR action = :action)
   AND (CAST(:outcome AS text) IS NULL OR outcome = :outcome)
   AND (CAST(:actor AS text) IS NULL OR actor_id = :actor)
   AND (CAST(:subject AS text) IS NULL OR subject_id = :subject)
   AND (CAST(:since AS timestamptz) IS NULL OR at >= :since)
   AND (CAST(:until AS timestamptz) IS NULL OR at < :until)
 ORDER BY id DESC
 LIMIT :limit
