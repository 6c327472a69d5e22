-- Names the tenant whose rows the rest of this transaction may see; gone when the transaction ends.
SELECT set_config('opscope.tenant', :tenant, true) AS tenant
