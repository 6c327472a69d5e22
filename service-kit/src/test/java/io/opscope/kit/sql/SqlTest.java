package io.opscope.kit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class SqlTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void onlyRealParametersAreParameters() {
        var sql = Sql.text("""
                SELECT ':no' || $$:no$$ || $tag$ :no $tag$ AS text, "a:b".x::text, :yes -- :no
                  /* :no
                     :no */ FROM t AS "a:b" WHERE y = :yes AND z = :also
                """);
        assertEquals(Set.of("yes", "also"), sql.parameters());
        assertEquals(List.of(1, 2), sql.positionsOf("yes"));
        assertEquals(List.of(3), sql.positionsOf("also"));
    }

    @Test
    void aQuestionMarkThatIsAnOperatorStaysOne() {
        var found = Sql.text("SELECT 'what?' AS text, :n::int AS n WHERE '{\"a\": 1}'::jsonb ? 'a'")
                .on(postgres.getPostgresDatabase())
                .set("n", 3)
                .first(row -> row.text("text") + row.integer("n"));
        assertEquals("what?3", found.orElseThrow());
    }

    @Test
    void everyTypeComesBackAsItWentOut() {
        var at = Instant.parse("2026-03-29T01:30:00.123456Z");
        Sql.text("""
                        SELECT :at::timestamptz AS at, :n::bigint AS n, :d::numeric AS d, :t::text AS t, :b::boolean AS b,
                               :texts::text[] AS texts, :none::text AS none
                        """)
                .on(postgres.getPostgresDatabase())
                .set("at", at)
                .set("n", Long.MAX_VALUE)
                .set("d", new BigDecimal("999999999999.999999"))
                .set("t", "it's \\ \"quoted\" :x ?")
                .set("b", true)
                .setArray("texts", "text", Arrays.asList("a", null, "b,\"c\""))
                .set("none", null)
                .list(row -> {
                    assertEquals(at, row.instant("at"));
                    assertEquals(Long.MAX_VALUE, row.integer("n"));
                    assertEquals(new BigDecimal("999999999999.999999"), row.decimal("d"));
                    assertEquals("it's \\ \"quoted\" :x ?", row.text("t"));
                    assertTrue(row.flag("b"));
                    assertEquals(Arrays.asList("a", null, "b,\"c\""), row.<String>array("texts"));
                    assertTrue(row.maybeText("none").isEmpty());
                    assertTrue(row.maybeInteger("none").isEmpty());
                    assertThrows(IllegalStateException.class, () -> row.text("none"));
                    return row;
                });
    }

    @Test
    void arraysOfArraysTravelAsLiterals() {
        var texts = List.of("plain", "with \"quotes\"", "back\\slash", "com,ma", "{brace}", "");
        var numbers = Arrays.asList(new BigDecimal("1E+3"), null, new BigDecimal("-0.000001"));
        Sql.text("SELECT :texts::text[] AS texts, :numbers::numeric[] AS numbers")
                .on(postgres.getPostgresDatabase())
                .set("texts", ArrayLiteral.texts(texts))
                .set("numbers", ArrayLiteral.numbers(numbers))
                .list(row -> {
                    assertEquals(texts, row.<String>array("texts"));
                    assertEquals(
                            Arrays.asList(new BigDecimal("1000"), null, new BigDecimal("-0.000001")),
                            row.<BigDecimal>array("numbers"));
                    return row;
                });
    }

    @Test
    void aParameterThatIsMissingOrUnknownIsNamed() {
        var sql = Sql.text("SELECT :a::int AS a");
        var db = postgres.getPostgresDatabase();
        var missing = assertThrows(IllegalStateException.class, () -> sql.on(db).list(row -> row.integer("a")));
        assertTrue(missing.getMessage().contains("[a]"));
        var unknown =
                assertThrows(IllegalArgumentException.class, () -> sql.on(db).set("b", 1));
        assertTrue(unknown.getMessage().contains(":b"));
    }

    @Test
    void theServersRefusalSaysWhetherTheDataIsAtFault() {
        var db = postgres.getPostgresDatabase();
        var data = assertThrows(
                SqlFailedException.class,
                () -> Sql.text("SELECT :t::text::int AS n").on(db).set("t", "x").list(row -> row.integer("n")));
        assertTrue(data.isAboutData());
        var statement = assertThrows(
                SqlFailedException.class, () -> Sql.text("SELEKT 1").on(db).run());
        assertEquals("42601", statement.state());
    }

    @Test
    void aDatabaseThatIsNotThereIsUnavailable() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {1});
        assertInstanceOf(
                DatabaseUnavailableException.class, assertThrows(SqlFailedException.class, () -> Sql.text("SELECT 1")
                        .on(nowhere)
                        .run()));
    }

    @Test
    void checkingAStatementDoesNotRunIt() {
        var db = postgres.getPostgresDatabase();
        Sql.text("CREATE TABLE checked (n int)").on(db).run();
        Sql.text("INSERT INTO checked VALUES (:n)").check(db);
        assertEquals(
                0L,
                Sql.text("SELECT count(*) AS n FROM checked")
                        .on(db)
                        .first(row -> row.integer("n"))
                        .orElseThrow());
        assertThrows(SqlFailedException.class, () -> Sql.text("SELECT missing FROM checked")
                .check(db));
    }

    @Test
    void theLayoutOfTheDatabaseCanBeMadeAgainAndAgain() {
        var db = postgres.getPostgresDatabase();
        ServiceSchema.create(db, role -> "first 'password");
        ServiceSchema.create(db, role -> "second");
        var runtime = new PGSimpleDataSource();
        runtime.setServerNames(new String[] {"127.0.0.1"});
        runtime.setPortNumbers(new int[] {postgres.getPort()});
        runtime.setDatabaseName("postgres");
        runtime.setUser(ServiceSchema.runtimeRole("metrics"));
        runtime.setPassword("second");
        var found = Sql.text("SELECT rolsuper OR rolbypassrls AS mighty FROM pg_roles WHERE rolname = current_user")
                .on(runtime)
                .first(row -> row.flag("mighty"));
        assertEquals(false, found.orElseThrow());
        assertThrows(
                SqlFailedException.class,
                () -> Sql.text("CREATE TABLE metrics.mine (n int)").on(runtime).run());
    }
}
