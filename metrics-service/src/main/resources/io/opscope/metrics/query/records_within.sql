-- How many records a tenant has within [:from, :until), counted up to :limit.
SELECT count(*) AS records
  FROM (SELECT
          FROM record r
         WHERE r.tenant_id = :tenant
           AND r.family_id = :family::smallint
           AND r.at >= :from
           AND r.at < :until
         LIMIT :limit::int) r
