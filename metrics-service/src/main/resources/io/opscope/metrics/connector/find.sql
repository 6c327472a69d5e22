-- One connector with its state and its turn.
SELECT c.id, c.definition, c.edition, c.sealed, c.watermark,
       c.rows_read, c.accepted, c.updated, c.duplicates, c.rejected, c.rejections,
       c.last_run, c.last_error, c.failures,
       t.next_run, coalesce(t.leased_until > now(), false) AS running
  FROM connector c
  JOIN connector_turn t ON t.tenant_id = c.tenant_id AND t.connector_id = c.id
 WHERE c.tenant_id = :tenant
   AND c.id = :id
