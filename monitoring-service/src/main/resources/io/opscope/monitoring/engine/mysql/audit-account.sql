-- Whether our account may read files, and how far the server's clock, by which it logs, is ahead of UTC.
SELECT 1 AS opscope_watch,
       current_user() AS account,
       (SELECT count(*)
          FROM information_schema.user_privileges
         WHERE privilege_type = 'FILE'
           AND grantee = concat('''', substring_index(current_user(), '@', 1), '''@''',
                                substring_index(current_user(), '@', -1), '''')) AS reads_files,
       timestampdiff(SECOND, utc_timestamp(), convert_tz(utc_timestamp(), '+00:00', 'SYSTEM')) AS offset_seconds
