package io.opscope.gateway;

import io.opscope.kit.testing.ProblemsContract;

class ProblemsTest extends ProblemsContract {

    ProblemsTest() {
        super("gateway", GatewayProblem.values());
    }
}
