-- Stores the records whose ids are not there yet and tells which these were. Waits for another transaction that is
-- inserting the same id; the ids come sorted, so that two such transactions wait in the same order.
INSERT INTO record (tenant_id, family_id, id, user_id, at, status, outcome, currency, version, updated_at, failed_at,
                    dims, measures, fingerprint, body)
SELECT :tenant, :family::smallint, id, user_id, at, status, outcome, currency, version, updated_at, failed_at,
       dims::text[], measures::numeric[], fingerprint, body::jsonb
  FROM unnest(:ids::text[], :users::text[], :ats::timestamptz[], :statuses::text[], :outcomes::smallint[],
              :currencies::text[], :versions::bigint[], :updates::timestamptz[], :failures::timestamptz[],
              :dims::text[], :measures::text[], :fingerprints::bigint[], :bodies::text[])
       AS arrived (id, user_id, at, status, outcome, currency, version, updated_at, failed_at, dims, measures,
                     fingerprint, body)
    ON CONFLICT (tenant_id, family_id, id) DO NOTHING
RETURNING id
