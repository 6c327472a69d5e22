-- Who we are here, and how far the server's clock, by which it logs, is ahead of UTC.
SELECT 1 AS opscope_watch,
       current_user() AS account,
       timestampdiff(SECOND, utc_timestamp(), convert_tz(utc_timestamp(), '+00:00', 'SYSTEM')) AS offset_seconds
