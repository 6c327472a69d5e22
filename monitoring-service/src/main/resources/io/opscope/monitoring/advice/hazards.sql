-- What a statement must not name if it is to be planned with our role's privileges: functions that are no superuser's, as
-- the planner may run one that says of itself that it is immutable or stable; and views, tables and policies made with such.
-- Operators, casts and types of that kind have no names to look for, so 'any' says that there are some.
WITH RECURSIVE foreign_function AS (
    SELECT p.oid, p.proname::text AS name
      FROM pg_proc p
      JOIN pg_roles r ON r.oid = p.proowner
     WHERE NOT r.rolsuper
       AND p.prokind = 'f'
       AND p.provolatile IN ('i', 's')
), relation AS (
    SELECT coalesce(w.ev_class, y.polrelid, d.objid) AS oid
      FROM foreign_function f
      JOIN pg_depend d ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = f.oid
      LEFT JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
      LEFT JOIN pg_policy y ON d.classid = 'pg_policy'::regclass AND y.oid = d.objid
     WHERE w.oid IS NOT NULL OR y.oid IS NOT NULL
     UNION
    SELECT w.ev_class
      FROM relation b
      JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = b.oid
      JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
)
SELECT f.name, false AS is_anywhere FROM foreign_function f
 UNION
SELECT c.relname::text, false FROM relation x JOIN pg_class c ON c.oid = x.oid
 UNION
SELECT '', true
 WHERE EXISTS (SELECT FROM foreign_function f
                 JOIN pg_depend d ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = f.oid
                WHERE d.classid IN ('pg_operator'::regclass, 'pg_cast'::regclass, 'pg_type'::regclass,
                                    'pg_opclass'::regclass, 'pg_amproc'::regclass))
