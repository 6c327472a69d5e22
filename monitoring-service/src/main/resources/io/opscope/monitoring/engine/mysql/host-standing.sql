-- Whether the plug-in that tells the room on disks is there.
SELECT 1 AS opscope_watch,
       current_user() AS account,
       version() LIKE '%MariaDB%' AS is_mariadb,
       EXISTS (SELECT 1
                 FROM information_schema.plugins p
                WHERE p.plugin_name = 'DISKS' AND p.plugin_status = 'ACTIVE') AS has_disks
