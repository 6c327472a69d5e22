-- Keeps others from adding to a stream and from taking its first away until the transaction ends, so that who comes behind another is
-- neither overlooked nor left behind for ever.
SELECT true AS held
  FROM (SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'alert_outbox', CAST(:tenant AS text), CAST(:channel AS text),
                                                      CAST(:stream AS text)), 0))) held
