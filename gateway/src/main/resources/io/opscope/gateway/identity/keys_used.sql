-- Notes when keys were used last.
UPDATE api_key k
   SET last_used_at = u.used_at
  FROM unnest(CAST(:ids AS text[]), CAST(:times AS timestamptz[])) AS u (id, used_at)
 WHERE k.id = u.id
   AND (k.last_used_at IS NULL OR k.last_used_at < u.used_at)
