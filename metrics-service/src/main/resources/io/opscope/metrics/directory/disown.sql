-- Takes a user from the owners of every account.
UPDATE directory_entry
   SET body = jsonb_set(body, '{owners}', (body -> 'owners') - :user::text),
       changed = now()
 WHERE tenant_id = :tenant
   AND kind = 'accounts'
   AND body -> 'owners' ? :user::text
