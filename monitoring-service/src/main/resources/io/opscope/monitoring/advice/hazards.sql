-- What a statement must not name if it is to be planned with our role's privileges: functions that are no superuser's, as
-- the planner may run one that says of itself that it is immutable or stable, or put one in place that is SQL or whose
-- arguments have defaults, and run what is in it; and views, tables and policies made with such.
-- Operators, casts, types, domains, indexes, constraints, defaults, statistics and whatever else is made of that kind have no
-- names to look for in a statement, so '' says that there are some anywhere. Operators and domains run theirs whatever these say
-- of themselves: for estimates, and for a parameter that is no value. Triggers and rewritten texts never run while planning.
-- A name that fills its room may be written with more behind it, which the server cuts off, by whole characters.
WITH RECURSIVE strange AS (
    SELECT p.oid,
           p.proname::text AS name,
           p.provolatile IN ('i', 's') OR p.pronargdefaults > 0 OR l.lanname = 'sql' AS is_planned
      FROM pg_proc p
      JOIN pg_roles r ON r.oid = p.proowner
      JOIN pg_language l ON l.oid = p.prolang
     WHERE NOT r.rolsuper
       AND p.prokind = 'f'
), foreign_function AS (
    SELECT s.oid, s.name FROM strange s WHERE s.is_planned
     UNION
    SELECT p.oid, p.proname::text
      FROM foreign_function f
      JOIN pg_depend d ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = f.oid
      JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
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
), named AS (
    SELECT f.name FROM foreign_function f
     UNION
    SELECT c.relname::text FROM relation x JOIN pg_class c ON c.oid = x.oid
)
SELECT n.name,
       octet_length(n.name) > current_setting('max_identifier_length')::int - 4 AS is_cut,
       false AS is_anywhere
  FROM named n
 UNION
SELECT '', false, true
 WHERE EXISTS (SELECT FROM foreign_function f
                 JOIN pg_depend d ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = f.oid
                WHERE d.classid NOT IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass,
                                        'pg_event_trigger'::regclass, 'pg_proc'::regclass))
    OR EXISTS (SELECT FROM strange s
                 JOIN pg_depend d ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = s.oid
                 LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
                WHERE k.contypid <> 0
                   OR d.classid IN ('pg_operator'::regclass, 'pg_cast'::regclass, 'pg_type'::regclass,
                                    'pg_opclass'::regclass, 'pg_amproc'::regclass))
