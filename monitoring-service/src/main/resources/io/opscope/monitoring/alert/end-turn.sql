-- Gives a turn back with how many alerts there are now; changes nothing when it is another's by now.
UPDATE alert_turn
   SET owner = NULL,
       leased_until = NULL,
       pending = :pending,
       firing = :firing
 WHERE tenant_id = :tenant
   AND rule_id = :rule
   AND owner = CAST(:owner AS uuid)
