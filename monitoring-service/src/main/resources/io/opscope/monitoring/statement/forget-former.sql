-- Drops what is kept of a server that the source led to before; one statement, as the reader's row is written over next.
WITH former AS (
    SELECT r.tenant_id, r.source_id
      FROM statement_reader r
     WHERE r.tenant_id = :tenant AND r.source_id = :source AND r.leads_to <> :leads_to
), intervals AS (
    DELETE FROM statement_interval i USING former f WHERE i.tenant_id = f.tenant_id AND i.source_id = f.source_id
), costs AS (
    DELETE FROM statement_cost c USING former f WHERE c.tenant_id = f.tenant_id AND c.source_id = f.source_id
)
DELETE FROM statement_text t USING former f WHERE t.tenant_id = f.tenant_id AND t.source_id = f.source_id
