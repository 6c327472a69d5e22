-- Waits for whoever keeps an interval of the source at this moment; what comes after in the transaction sees it.
SELECT r.leads_to AS leads_to
  FROM statement_reader r
 WHERE r.tenant_id = :tenant AND r.source_id = :source
   FOR UPDATE
