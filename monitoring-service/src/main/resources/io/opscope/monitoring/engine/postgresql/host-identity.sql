-- Which process serves this session, and which cluster it is; both are compared with what is found on this machine.
SELECT pg_backend_pid()::bigint AS pid,
       (SELECT c.system_identifier FROM pg_control_system() c) AS system
