package io.opscope.metrics;

import io.opscope.kit.testing.ProblemsContract;
import io.opscope.metrics.problem.MetricsProblem;

class ProblemsTest extends ProblemsContract {

    ProblemsTest() {
        super("metrics-service", MetricsProblem.values());
    }
}
