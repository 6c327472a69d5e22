package io.opscope.bench;

import io.opscope.bench.Rounds.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to come through the gateway, signed in and counted: beside nginx and haproxy, which only pass on, and
 * beside a forwarder of Vert.x that does the same, all of them before one server whose answer of 1 KB lies ready.
 */
final class EdgeBeforeProxies {

    private static final String PATH = "/api/v1/analytics?days=30";
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int CONNECTIONS = 32;

    /** Until the gateway's code is compiled. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final int CALM_RATE = 1_000;
    private static final int BUSY_RATE = 5_000;
    private static final int SOCKETS = 10_000;

    private static final double MEANT_SHARE = 0.7;
    private static final double MEANT_MEDIAN_MILLIS = 0.4;
    private static final double MEANT_P95_MILLIS = 1;

    private final SuiteUnderTest suite;
    private final Report report;
    private final List<Contender> contenders = new ArrayList<>();

    private EdgeBeforeProxies(SuiteUnderTest suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    static void measure(SuiteUnderTest suite, Report report) throws IOException, InterruptedException {
        new EdgeBeforeProxies(suite, report).measure();
    }

    private void measure() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("edge");
        try (var upstream = Proxies.upstream(directory);
                var nginx = Proxies.nginx(directory, upstream.port());
                var haproxy = Proxies.haproxy(directory, upstream.port());
                var plain = PlainForwarder.start(upstream.port());
                var gateway = GatewayReplica.start(suite, upstream.port(), true);
                var uncounted = GatewayReplica.start(suite, upstream.port(), false)) {
            contenders.add(new Contender("gateway", gateway));
            contenders.add(new Contender("gateway without limits", uncounted));
            contenders.add(new Contender("nginx", nginx));
            contenders.add(new Contender("haproxy", haproxy));
            contenders.add(new Contender("Vert.x, passing on only", plain));
            for (var contender : contenders) {
                Wrk.perSecond(contender.server.address(PATH), suite.token(), CONNECTIONS, WARM_UP);
            }
            requests();
            processorTime();
            latency(upstream);
        }
        try (var silent = new SilentSockets();
                var gateway = GatewayReplica.start(suite, silent.port(), true)) {
            sockets(gateway);
        }
    }

    private void requests() throws IOException, InterruptedException {
        report.say(
                "Requests/s of an answer of 1 KB, %d connections of wrk, medians of 5 rounds of %d s in turn, %d cores for all.",
                CONNECTIONS, ROUND.toSeconds(), Report.cores());
        report.table("", "requests", "gateway's share", "meant to be");
        var medians = Rounds.alternate(
                sides(contender -> Wrk.perSecond(contender.server.address(PATH), suite.token(), CONNECTIONS, ROUND)));
        for (var i = 0; i < contenders.size(); i++) {
            var share = medians.get(0) / medians.get(i);
            report.row(
                    contenders.get(i).name,
                    Report.perSecond(medians.get(i)),
                    i == 0 ? "" : Report.times(share),
                    contenders.get(i).isPeer() ? Report.atLeast(MEANT_SHARE, share) : "");
        }
    }

    private void processorTime() throws IOException, InterruptedException {
        report.say("Processor time of each at %,d requests/s, as the scheduler counts it.", BUSY_RATE);
        report.table("", "a request", "gateway takes");
        try (var load = new SteadyLoad()) {
            var medians = Rounds.alternate(sides(contender -> {
                var begin = contender.server.processorTime();
                var answered = load.at(BUSY_RATE, contender.server.address(PATH), suite.token(), ROUND)
                        .count();
                return contender.server.processorTime().minus(begin).toNanos() / 1_000.0 / answered;
            }));
            for (var i = 0; i < contenders.size(); i++) {
                report.row(
                        contenders.get(i).name,
                        String.format(Locale.ROOT, "%.0f us", medians.get(i)),
                        i == 0 ? "" : Report.times(medians.get(0) / medians.get(i)));
            }
        }
    }

    private void latency(LoopbackServer upstream) throws IOException, InterruptedException {
        report.say("Added to the answer's time at %,d requests/s.", CALM_RATE);
        report.table("", "p50", "p95");
        try (var load = new SteadyLoad()) {
            var sides = new ArrayList<Side>();
            var all = new ArrayList<>(contenders);
            all.add(new Contender("direct", upstream));
            var tails = new ArrayList<List<Double>>();
            for (var contender : all) {
                var tail = new ArrayList<Double>();
                tails.add(tail);
                sides.add(round -> {
                    var latencies = load.at(CALM_RATE, contender.server.address(PATH), suite.token(), ROUND);
                    if (round > 0) {
                        tail.add(latencies.percentile(95));
                    }
                    return latencies.percentile(50);
                });
            }
            var medians = Rounds.alternate(sides);
            var direct = contenders.size();
            for (var i = 0; i < contenders.size(); i++) {
                var isGateway = i == 0;
                report.row(
                        contenders.get(i).name,
                        added(medians.get(i) - medians.get(direct), isGateway, MEANT_MEDIAN_MILLIS),
                        added(
                                Rounds.median(tails.get(i)) - Rounds.median(tails.get(direct)),
                                isGateway,
                                MEANT_P95_MILLIS));
            }
        }
    }

    private static String added(double millis, boolean isGateway, double meant) {
        var figure = String.format(Locale.ROOT, "%.2f ms", millis);
        return isGateway ? Report.atMost(meant, millis, figure + String.format(Locale.ROOT, " (%.1f)", meant)) : figure;
    }

    private void sockets(GatewayReplica gateway) throws IOException, InterruptedException {
        var before = gateway.memoryBytes();
        var sockets = Math.min(SOCKETS, gateway.mostSockets());
        try (var audience = new Audience(1, new Audience.Listener() {
            @Override
            public void arrived(byte[] frame, int length, boolean onFirstSocket) {
                // none comes
            }

            @Override
            public void lost() {
                throw new IllegalStateException("A socket was closed");
            }
        })) {
            audience.open(sockets, gateway.address("/ws/live"), suite.token(), "{}");
            audience.start();
            Thread.sleep(ROUND.toMillis());
            var after = gateway.memoryBytes();
            report.say(
                    "%,d WebSockets that say nothing: %.1f KB of heap and %.1f KB of resident memory of the gateway for each.",
                    sockets,
                    (after.heap() - before.heap()) / 1024.0 / sockets,
                    (after.resident() - before.resident()) / 1024.0 / sockets);
        }
    }

    private List<Side> sides(Measured measured) {
        return contenders.stream()
                .<Side>map(contender -> round -> measured.of(contender))
                .toList();
    }

    private interface Measured {
        double of(Contender contender) throws IOException, InterruptedException;
    }

    private record Contender(String name, LoopbackServer server) {

        boolean isPeer() {
            return server instanceof Proxies;
        }
    }
}
