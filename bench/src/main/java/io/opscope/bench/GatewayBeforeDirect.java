package io.opscope.bench;

import java.io.IOException;

/** Requests per second of one cached answer: through the gateway, signed in, and straight from the service. */
final class GatewayBeforeDirect {

    private static final String PATH = "/api/v1/analytics?days=30";

    private GatewayBeforeDirect() {}

    static void measure(SuiteUnderTest suite) throws IOException, InterruptedException {
        suite.get(suite.throughGateway(PATH));
        System.out.printf(
                "%ngateway: %d connections, medians of 5 rounds of %d s in turn%n", Throughput.CONNECTIONS, 5);
        System.out.printf("%-44s %17s %17s %9s%n", "a cached summary", "through gateway", "direct", "share");
        try (var throughput = new Throughput()) {
            var medians = Rounds.alternate(
                    round -> throughput.perSecond(suite.throughGateway(PATH), suite.token()),
                    round -> throughput.perSecond(suite.atMetrics(PATH), suite.token()));
            Rounds.print("requests", "/s", medians, medians.one() / medians.other());
        }
    }
}
