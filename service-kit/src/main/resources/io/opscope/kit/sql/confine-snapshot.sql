-- As confine.sql, and has all of the transaction see one moment. Both travel in one message: asked of the driver, the
-- isolation level is a message before each transaction and another one after it, which a small question feels.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
SELECT set_config('opscope.tenant', :tenant, true) AS tenant
