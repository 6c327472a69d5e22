-- Takes a delivery off the outbox; changes nothing when another replica has it by now.
DELETE FROM alert_outbox WHERE seq = :seq AND owner = CAST(:owner AS uuid)
