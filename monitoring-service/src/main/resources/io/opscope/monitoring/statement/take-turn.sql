-- Takes the reader's next turn; changes nothing when another has begun, or when this turn has been taken before.
UPDATE statement_reader
   SET turn = turn + 1, lacks = :lacks
 WHERE tenant_id = :tenant AND source_id = :source AND reader = :reader::uuid AND turn = :turn
