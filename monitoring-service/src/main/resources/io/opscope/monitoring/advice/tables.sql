-- Tables by their names, those that are partitions as the table they are partitions of, and the indexes there are. The keys of
-- an index as the server writes them, its columns in order; INCLUDEd ones are no keys. How many values a column has, as
-- far as statistics tell, by its name.
SELECT t.schema AS seen_schema,
       t.name AS seen_name,
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS quoted,
       c.relkind = 'p' AS is_partitioned,
       coalesce((SELECT json_agg(json_build_object(
                            'keys', (SELECT json_agg(pg_get_indexdef(i.indexrelid, k, false) ORDER BY k)
                                       FROM generate_series(1, i.indnkeyatts) k),
                            'descending', (SELECT json_agg(i.indoption[k - 1] & 1 = 1 ORDER BY k)
                                             FROM generate_series(1, i.indnkeyatts) k),
                            'defaults', (SELECT bool_and(o.opcdefault)
                                           FROM unnest(i.indclass::oid[]) x(oid)
                                           JOIN pg_opclass o ON o.oid = x.oid),
                            'method', m.amname,
                            'partial', i.indpred IS NOT NULL,
                            'name', x.relname))
                   FROM pg_index i
                   JOIN pg_class x ON x.oid = i.indexrelid
                   JOIN pg_am m ON m.oid = x.relam
                  WHERE i.indrelid = c.oid
                    AND i.indisvalid), '[]')::text AS indexes,
       coalesce((SELECT json_object_agg(quote_ident(v.attname),
                                        CASE WHEN v.n_distinct < 0 THEN -v.n_distinct * greatest(s.reltuples, 0)
                                             ELSE v.n_distinct END)
                   FROM pg_stats v
                  WHERE v.schemaname = t.schema
                    AND v.tablename = t.name
                    AND NOT v.inherited), '{}')::text AS values_of
  FROM unnest(:schemas::text[], :names::text[]) AS t(schema, name)
  JOIN pg_class s ON s.relname = t.name
  JOIN pg_namespace sn ON sn.oid = s.relnamespace AND sn.nspname = t.schema
  JOIN pg_class c ON c.oid = coalesce(pg_partition_root(s.oid)::oid, s.oid)
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm')
   AND n.nspname NOT IN ('pg_catalog', 'information_schema')
