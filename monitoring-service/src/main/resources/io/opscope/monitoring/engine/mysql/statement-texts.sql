-- What some statements say, their fingerprints given with commas between. Texts are cut, one character behind what is
-- kept: so it is seen that there is more.
SELECT 1 AS opscope_watch,
       s.digest AS fingerprint,
       left(s.digest_text, 10001) AS text,
       least(@@max_digest_length, @@performance_schema_max_digest_length) AS text_bytes
  FROM performance_schema.events_statements_summary_by_digest s
 WHERE s.schema_name = database()
   AND (@@lower_case_table_names > 0 OR cast(s.schema_name AS binary) = cast(database() AS binary))
   AND find_in_set(s.digest, :fingerprints) > 0
