-- Has the planner plan for all values of a statement's parameters, and gives up soon: nobody is to wait for advice.
SELECT set_config('plan_cache_mode', 'force_generic_plan', false),
       set_config('statement_timeout', :milliseconds, false),
       set_config('lock_timeout', :milliseconds, false)
