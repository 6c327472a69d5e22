-- Whether anybody of the tenant is let in; one without a row is an outside issuer's.
SELECT NOT EXISTS (SELECT FROM tenant WHERE id = :id AND NOT is_active) AS is_open
