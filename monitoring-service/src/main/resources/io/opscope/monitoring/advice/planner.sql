-- Has the planner plan for all values of a statement's parameters, and gives up soon: nobody is to wait for advice.
SELECT pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', false),
       pg_catalog.set_config('statement_timeout', :milliseconds, false),
       pg_catalog.set_config('lock_timeout', :milliseconds, false)
