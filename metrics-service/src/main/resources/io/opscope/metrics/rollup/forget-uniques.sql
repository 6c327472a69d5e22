-- Takes the distinct users away that were counted at a tier in any of some stretches of time, every slot.
UPDATE rollup
   SET uniques = NULL
  FROM unnest(:since::timestamptz[], :until::timestamptz[]) AS stretch (since, until)
 WHERE tenant_id = :tenant
   AND tier = :tier::smallint
   AND family_id = :family::smallint
   AND set_id = ANY (:sets::smallint[])
   AND bucket >= stretch.since
   AND bucket < stretch.until
   AND uniques IS NOT NULL
