-- Puts the records in the place of what is stored under their ids; a record replaces whole. The rows are locked.
UPDATE record r
   SET user_id = a.user_id,
       at = a.at,
       status = a.status,
       outcome = a.outcome,
       currency = a.currency,
       version = a.version,
       updated_at = a.updated_at,
       failed_at = a.failed_at,
       dims = a.dims::text[],
       measures = a.measures::numeric[],
       fingerprint = a.fingerprint,
       body = a.body::jsonb
  FROM unnest(:ids::text[], :users::text[], :ats::timestamptz[], :statuses::text[], :outcomes::smallint[],
              :currencies::text[], :versions::bigint[], :updates::timestamptz[], :failures::timestamptz[],
              :dims::text[], :measures::text[], :fingerprints::bigint[], :bodies::text[])
       AS a (id, user_id, at, status, outcome, currency, version, updated_at, failed_at, dims, measures,
                     fingerprint, body)
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family
   AND r.id = a.id
