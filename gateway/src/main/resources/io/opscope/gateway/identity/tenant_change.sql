-- What is to be different about a tenant.
UPDATE tenant SET name = :name, is_active = :active WHERE id = :id
