-- Keeps what statements say that are kept for the first time.
INSERT INTO statement_text AS t (tenant_id, source_id, fingerprint, text)
SELECT :tenant, :source, g.fingerprint, g.text
  FROM unnest(:fingerprints::text[], :texts::text[]) AS g (fingerprint, text)
 ORDER BY g.fingerprint
    ON CONFLICT (tenant_id, source_id, fingerprint) DO UPDATE SET text = EXCLUDED.text
 WHERE t.text <> EXCLUDED.text
