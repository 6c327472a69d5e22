-- Whether anybody of the tenant is let in, kept so until the transaction ends; one without a row is an outside issuer's.
SELECT is_active FROM tenant WHERE id = :id FOR SHARE
