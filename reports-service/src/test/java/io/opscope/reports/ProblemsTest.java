package io.opscope.reports;

import io.opscope.kit.testing.ProblemsContract;

class ProblemsTest extends ProblemsContract {

    ProblemsTest() {
        super("reports-service", ReportsProblem.values());
    }
}
