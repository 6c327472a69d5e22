-- Whether anybody of the tenant is let in.
SELECT is_active FROM tenant WHERE id = :id
