package io.opscope.bench;

import java.io.IOException;

/** Requests per second of one cached answer: through the gateway, signed in, and straight from the service. */
final class GatewayBeforeDirect {

    private static final String PATH = "/api/v1/analytics?days=30";

    private GatewayBeforeDirect() {}

    static void measure(SuiteUnderTest suite, Report report) throws IOException, InterruptedException {
        suite.get(suite.throughGateway(PATH));
        report.say(
                "One cached summary, %d connections, medians of 5 rounds of 5 s in turn, %d cores.",
                Throughput.CONNECTIONS, Report.cores());
        report.table("", "through the gateway", "direct", "share");
        try (var throughput = new Throughput()) {
            var medians = Rounds.alternate(
                    round -> throughput.perSecond(suite.throughGateway(PATH), suite.token()),
                    round -> throughput.perSecond(suite.atMetrics(PATH), suite.token()));
            report.row(
                    "requests",
                    Report.perSecond(medians.one()),
                    Report.perSecond(medians.other()),
                    Report.times(medians.one() / medians.other()));
        }
    }
}
