package io.opscope.monitoring.pipeline;

import io.opscope.kit.testing.Superuser;
import java.sql.SQLException;

/** Pipelines with many runs each, an hour apart or less, most of which went well. */
final class FilledTables {

    private FilledTables() {}

    static void fill(String tenant, int pipelines, int runsOfEach) throws SQLException {
        try (var session = Superuser.of("monitoring").getConnection();
                var statement = session.createStatement()) {
            statement.execute("""
                    INSERT INTO pipeline_tenant VALUES ('%1$s') ON CONFLICT DO NOTHING;
                    INSERT INTO pipeline (tenant_id, id, name, source, destination, declared, registered_at)
                    SELECT '%1$s', 'p-' || n, 'Pipeline ' || n, 'shop', 'warehouse', true, now()
                      FROM generate_series(1, %2$d) n;
                    INSERT INTO pipeline_run (tenant_id, pipeline_key, run_id, first_at, last_at, started_at, ended_at,
                                              outcome, end_rows, end_errors, is_told, most_rows, inputs, outputs)
                    SELECT '%1$s', p.key, 'run-' || n, at.began, at.ended, at.began, at.ended,
                           CASE WHEN n %% 50 = 0 THEN 'FAIL' ELSE 'COMPLETE' END, n, n %% 50 / 49, true, n,
                           '{s3://raw/orders}', '{s3://lake/orders}'
                      FROM generate_series(1, %3$d) n
                     CROSS JOIN pipeline p
                     CROSS JOIN LATERAL (SELECT now() - n * interval '30 minutes' * 18000 / greatest(%3$d, 18000),
                            now() - n * interval '30 minutes' * 18000 / greatest(%3$d, 18000) + interval '1 minute')
                            at (began, ended)
                     WHERE p.tenant_id = '%1$s' AND p.id LIKE 'p-%%';
                    INSERT INTO pipeline_run_log (tenant_id, pipeline_key, run_id, at_us, position, level, message, is_cut)
                    SELECT r.tenant_id, r.pipeline_key, r.run_id, '{0,0}', '{0,1}', '{info,info}', '{began,ended}', false
                      FROM pipeline_run r WHERE r.tenant_id = '%1$s' AND r.run_id = 'run-1';
                    ANALYZE pipeline; ANALYZE pipeline_run; ANALYZE pipeline_run_log""".formatted(tenant, pipelines, runsOfEach));
        }
    }
}
