package io.opscope.monitoring;

import io.opscope.kit.testing.ProblemsContract;

class ProblemsTest extends ProblemsContract {

    ProblemsTest() {
        super("monitoring-service", MonitoringProblem.values());
    }
}
