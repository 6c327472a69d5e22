package io.opscope.monitoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.net.Destination;
import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.RemoteServer;
import io.opscope.kit.sql.remote.Tls;
import io.opscope.kit.testing.DebianPostgres;
import io.opscope.monitoring.advice.index.PlanReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Indexes are taken away from a real server, and it is asked for what is missing. */
class IndexAdviceTest {

    private static final AdviceConfig CONFIG = new AdviceSettings(Duration.ofSeconds(5));
    private static final int ROUNDS = 9;

    private static DebianPostgres server;
    private static Connection owner;
    private static final List<Outcome> outcomes = new ArrayList<>();

    @BeforeAll
    static void ask() throws SQLException, IOException {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
        server = new DebianPostgres(
                "shared_preload_libraries=pg_stat_statements",
                "autovacuum=off",
                "jit=off",
                "max_wal_size=4GB",
                "wal_level=minimal",
                "max_wal_senders=0");
        owner = server.as(DebianPostgres.SUPERUSER, "postgres").getConnection();
        run(
                "CREATE SCHEMA tools",
                "CREATE EXTENSION hypopg SCHEMA tools",
                "CREATE EXTENSION pg_stat_statements SCHEMA tools");
        run("CREATE ROLE watcher LOGIN", "GRANT pg_monitor, pg_read_all_data TO watcher", "CREATE ROLE stranger LOGIN");
        run("CREATE ROLE clerk LOGIN", "ALTER ROLE clerk SET search_path = 'shop'", "GRANT pg_monitor TO stranger");
        try (var in = IndexAdviceTest.class.getResourceAsStream("index-cases.sql")) {
            run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        TpchTables.create(owner);
        run("GRANT USAGE ON SCHEMA shop TO clerk, stranger", "GRANT SELECT ON ALL TABLES IN SCHEMA shop TO clerk");
        run("GRANT USAGE ON SCHEMA tools TO stranger", "VACUUM ANALYZE");
        for (var one : IndexCase.all()) {
            outcomes.add(outcome(one));
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        if (server != null) {
            owner.close();
            server.close();
        }
    }

    @Test
    void whatIsMissingIsFoundAndWhereNothingIsMissingNothingIsProposed() {
        var planted =
                outcomes.stream().filter(outcome -> !outcome.asked().isSilent()).toList();
        var silent =
                outcomes.stream().filter(outcome -> outcome.asked().isSilent()).toList();
        assertEquals(40, planted.size());
        assertEquals(10, silent.size());
        var missed = planted.stream().filter(outcome -> !outcome.isMet()).toList();
        System.out.printf("Index advice: %d of 40 planted found, missed %s%n", 40 - missed.size(), missed);
        assertEquals(
                List.of(),
                silent.stream()
                        .filter(outcome -> outcome.verdict().isProposal())
                        .toList());
        assertTrue(missed.size() <= 2, missed.toString());
    }

    @Test
    void everyIndexIsUsedOnceItIsThereAndThenNothingMoreIsProposed() throws SQLException {
        for (var outcome : outcomes) {
            if (outcome.verdict().isProposal()) {
                var created = create(outcome);
                var plan = plan(outcome.asked());
                for (var index : created) {
                    // of a partitioned table's index it is the parts that are used
                    var name = index.substring(index.indexOf('.') + 1).replace("\"", "");
                    assertTrue(
                            plan.indexes().stream()
                                    .anyMatch(used -> used.equals(name) || used.startsWith("measurement_")),
                            outcome + " is not used: " + plan.indexes());
                }
                var again = verdict(outcome.fingerprint());
                assertFalse(again.isProposal(), outcome + " is followed by " + again.optimization());
                drop(created);
            }
        }
    }

    @Test
    void aStatementOfARoleWithASearchPathOfItsOwnIsPlannedThere() throws SQLException {
        try (var clerk = server.as("clerk", "postgres").getConnection()) {
            clerk.createStatement().execute("/* of a clerk */ SELECT total FROM orders WHERE customer_id = 4");
        }
        var verdict = verdict(fingerprint("of a clerk"));
        assertTrue(
                String.valueOf(verdict.optimization()).contains("ON shop.orders (customer_id);"), verdict.toString());
    }

    @Test
    void whoMayNotReadTheTablesIsToldTheGrant() {
        var verdict = verdicts("stranger", outcomes.get(0).fingerprint());
        assertNull(verdict.optimization());
        assertTrue(verdict.lack().remedy().startsWith("GRANT pg_read_all_data TO stranger;"), verdict.toString());
    }

    @Test
    void aFunctionOfSomebodyElsesIsNotRunByPlanning() throws SQLException {
        run("CREATE TABLE shop.trap (n int)", "GRANT INSERT ON shop.trap TO PUBLIC");
        run(
                "CREATE FUNCTION shop.seven() RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'run'; END$$");
        run("ALTER FUNCTION shop.seven() OWNER TO clerk");
        run("CREATE VIEW shop.sevens AS SELECT o.id FROM shop.orders o WHERE o.customer_id = shop.seven()");
        run("CREATE VIEW shop.\"all Sevens\" AS SELECT id FROM shop.sevens");
        for (var text : List.of(
                "SELECT id FROM shop.orders WHERE customer_id = shop.seven()",
                "SELECT id FROM shop.orders WHERE customer_id = shop.\"seven\"()",
                "SELECT id FROM shop.orders WHERE customer_id = shop.U&\"s\\0065ven\"()",
                "SELECT id FROM shop.\"all Sevens\"")) {
            try (var line = line("watcher")) {
                assertTrue(Hazards.of(line).isIn(text), text);
            }
        }
        try (var line = line("watcher")) {
            assertFalse(Hazards.of(line).isIn("SELECT id FROM shop.orders WHERE customer_id = sevenths"));
        }
        run("DROP VIEW shop.sevens CASCADE", "DROP FUNCTION shop.seven()", "DROP TABLE shop.trap");
    }

    @Test
    void aTextThatIsMoreThanOneStatementIsNotSentAtAll() {
        for (var text :
                List.of("SELECT 1; DROP TABLE shop.orders", "DROP TABLE shop.orders", "COMMIT", "SELECT 1 /*;*/")) {
            assertFalse(new KnownStatement("1", text, "r", "public", null).isPlannable(), text);
        }
        assertTrue(new KnownStatement("1", "/* a */ (-- b\n SELECT 1);", "r", "public", null).isPlannable());
    }

    @Test
    void theBudgetIsLookedAtBetweenThePlansOfOneStatement() {
        var several = outcomes.stream()
                .filter(outcome -> outcome.verdict().isProposal())
                .limit(3)
                .map(Outcome::fingerprint)
                .collect(Collectors.toSet());
        try (var line = line("watcher")) {
            var told = new HashMap<String, Verdict>();
            new IndexAdvisor(new AdviceSettings(Duration.ofMillis(1))).verdicts(line, several, told::put);
            assertEquals(1, told.size(), "those that are left wait for the next request");
            var only = told.values().iterator().next();
            assertEquals(
                    "Trying indexes for it takes the planner too long",
                    only.lack().reason());
        }
    }

    @Test
    void literalsOfANamedTypeKeepIt() {
        assertEquals(
                "SELECT a FROM b WHERE c > CAST($1 AS date) - CAST($2 AS interval day)",
                new KnownStatement("1", "SELECT a FROM b WHERE c > date $1 - interval $2 day ; ", "r", "p", null)
                        .plannable());
    }

    /** How much faster statements really are; medians, with and without the indexes in turn. */
    @Test
    @Tag("long")
    void whatIsProposedReallyHelps() throws SQLException {
        var helped = 0;
        var all = 0;
        for (var outcome : outcomes) {
            if (outcome.verdict().isProposal()) {
                var created = create(outcome);
                var with = new double[ROUNDS];
                var without = new double[ROUNDS];
                for (var round = -1; round < ROUNDS; round++) {
                    var one = milliseconds(outcome.asked().statement(), List.of());
                    var other = milliseconds(outcome.asked().statement(), created);
                    if (round >= 0) {
                        with[round] = one;
                        without[round] = other;
                    }
                }
                var faster = median(with) <= 0.9 * median(without);
                System.out.printf(
                        "| %s | %.2f ms | %.2f ms | %.1fx%s |%n",
                        outcome.asked().name(),
                        median(without),
                        median(with),
                        median(without) / median(with),
                        faster ? "" : ": not helped");
                helped += faster ? 1 : 0;
                all++;
                drop(created);
            }
        }
        System.out.printf("Really at least 10 %% faster: %d of %d%n", helped, all);
        assertTrue(helped >= 0.9 * all, helped + " of " + all);
    }

    private static Outcome outcome(IndexCase one) throws SQLException {
        owner.setAutoCommit(false);
        run(one.marked());
        owner.rollback();
        owner.setAutoCommit(true);
        var fingerprint = fingerprint(one.name());
        return new Outcome(one, fingerprint, verdict(fingerprint));
    }

    private static String fingerprint(String mark) throws SQLException {
        try (var result = owner.createStatement()
                .executeQuery(
                        "SELECT queryid::text FROM tools.pg_stat_statements WHERE query LIKE '/* " + mark + " */%'")) {
            assertTrue(result.next(), mark);
            return result.getString(1);
        }
    }

    private static Verdict verdict(String fingerprint) {
        return verdicts("watcher", fingerprint);
    }

    private static Verdict verdicts(String role, String fingerprint) {
        try (var line = line(role)) {
            var verdicts = new HashMap<String, Verdict>();
            new IndexAdvisor(CONFIG).verdicts(line, Set.of(fingerprint), verdicts::put);
            var verdict = verdicts.get(fingerprint);
            assertNotNull(verdict);
            return verdict;
        }
    }

    private static RemoteLine line(String role) {
        return RemoteLine.open(new RemoteServer(
                Dialect.POSTGRESQL,
                Destination.trusted("127.0.0.1", server.port()),
                "postgres",
                role,
                null,
                Tls.DISABLE,
                null,
                "opscope-watch",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5)));
    }

    /** By the planner's own words, for all values of the parameters. */
    private static PlanReader plan(IndexCase asked) throws SQLException {
        try (var line = line(DebianPostgres.SUPERUSER)) {
            var text = "";
            try (var result = owner.createStatement()
                    .executeQuery("SELECT query FROM tools.pg_stat_statements WHERE query LIKE '/* " + asked.name()
                            + " */%'")) {
                result.next();
                text = result.getString(1);
            }
            var statement = new KnownStatement("1", text, "r", "public", null);
            return new Planner(line, "tools", Duration.ofSeconds(5), Duration.ofSeconds(5))
                    .plan(statement.plannable(), "public");
        }
    }

    private static List<String> create(Outcome outcome) throws SQLException {
        var before = indexes();
        for (var definition : outcome.definitions()) {
            run(definition);
        }
        // an index on what is computed has statistics of its own only then
        run("ANALYZE shop.customer, shop.session");
        var created = new ArrayList<>(indexes());
        created.removeAll(before);
        return created;
    }

    private static void drop(List<String> indexes) throws SQLException {
        for (var index : indexes) {
            run("DROP INDEX " + index);
        }
    }

    /** Those that are no part of another. */
    private static List<String> indexes() throws SQLException {
        var names = new ArrayList<String>();
        try (var result = owner.createStatement()
                .executeQuery(
                        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE n.nspname IN ('shop', 'tpch') AND c.relkind IN ('i', 'I') AND NOT c.relispartition")) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
    }

    /** One run that leaves nothing behind, as if these indexes were not there. */
    private static double milliseconds(String statement, List<String> hidden) throws SQLException {
        owner.setAutoCommit(false);
        try {
            drop(hidden);
            var begun = System.nanoTime();
            run(statement);
            return (System.nanoTime() - begun) / 1e6;
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    private static double median(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void run(String... statements) throws SQLException {
        for (var text : statements) {
            try (var statement = owner.createStatement()) {
                statement.execute(text);
            }
        }
    }

    private record Outcome(IndexCase asked, String fingerprint, Verdict verdict) {

        List<String> definitions() {
            return verdict.isProposal()
                    ? Stream.of(verdict.optimization().split("\n"))
                            .map(line -> line.replaceAll(" -- .*", ""))
                            .toList()
                    : List.of();
        }

        boolean isMet() {
            return asked.isMetBy(definitions());
        }

        @Override
        public String toString() {
            return asked.name() + ": "
                    + (verdict.isProposal()
                            ? verdict.optimization()
                            : verdict.lack().reason());
        }
    }
}
