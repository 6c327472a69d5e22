-- How a tenant stands, kept from being changed until the transaction ends.
SELECT id, name, is_active FROM tenant WHERE id = :id FOR UPDATE
