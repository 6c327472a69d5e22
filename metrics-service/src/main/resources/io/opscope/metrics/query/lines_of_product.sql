-- The newest lines of a product, out of the newest :examined lines of all products. Of levels and sources those with the
-- given words, or all others where :levelListed or :sourceListed is false; so no words and false is all.
SELECT r.at, r.body
  FROM (SELECT r.at, r.id, r.body
          FROM record r
         WHERE r.tenant_id = :tenant
           AND r.family_id = :family::smallint
         ORDER BY r.at DESC, r.id
         LIMIT :examined::int) r
 WHERE r.body ->> 'app' = :app
   AND (lower(btrim(r.body ->> 'level')) = ANY (:levels::text[])) = :levelListed::boolean
   AND (lower(btrim(coalesce(r.body ->> 'source', ''))) = ANY (:sources::text[])) = :sourceListed::boolean
 ORDER BY r.at DESC, r.id
 LIMIT :limit::int
