-- The pipeline of a job, held so that it is not removed before its event is stored.
SELECT p.key FROM pipeline p WHERE p.tenant_id = :tenant AND p.job_digest = :digest FOR KEY SHARE
