package io.opscope.kit.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * One SQL statement, kept in a file beside the class that runs it. Parameters are named, {@code :like_this}; quoted
 * text, comments, dollar quotes and {@code ::casts} are passed over.
 */
public final class Sql {

    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*(?s:.*?)\\*/|\\$(\\w*)\\$(?s:.*?)\\$\\1\\$|::|:=|:(\\w+)");

    private final String name;
    private final String text;
    private final Map<String, List<Integer>> positions;

    private Sql(String name, String source) {
        this.name = name;
        this.positions = new HashMap<>();
        this.text = withPlaceholders(source);
    }

    /**
     * Reads the statement from the resource {@code name} beside {@code owner}.
     *
     * @throws IllegalArgumentException when there is no such resource
     */
    public static Sql file(Class<?> owner, String name) {
        try (var in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("No SQL file " + name + " beside " + owner.getName());
            }
            return new Sql(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A statement given as text, for tests and tools; production statements stand in files. */
    public static Sql text(String source) {
        return new Sql("text", source);
    }

    /** Prepares the statement for one run in a transaction. */
    public Statement on(Tx tx) {
        return new Statement(this, tx);
    }

    /** Prepares the statement for one run of its own, on a connection of its own. */
    public Statement on(DataSource db) {
        return new Statement(this, db);
    }

    /**
     * Has the server parse and resolve the statement without running it.
     *
     * @throws SqlFailedException with the server's words when it is wrong
     */
    public void check(DataSource db) {
        try (var connection = db.getConnection();
                var prepared = connection.prepareStatement(text)) {
            prepared.getParameterMetaData();
            prepared.getMetaData();
        } catch (SQLException e) {
            throw SqlFailedException.of(name, e);
        }
    }

    String name() {
        return name;
    }

    /** The statement with {@code ?} where its parameters stood. */
    String jdbc() {
        return text;
    }

    Set<String> parameters() {
        return positions.keySet();
    }

    List<Integer> positionsOf(String parameter) {
        var found = positions.get(parameter);
        if (found == null) {
            throw new IllegalArgumentException(name + " has no parameter :" + parameter + ", only " + parameters());
        }
        return found;
    }

    private String withPlaceholders(String source) {
        var matcher = TOKEN.matcher(source);
        var out = new StringBuilder();
        var count = 0;
        var from = 0;
        while (matcher.find()) {
            out.append(asOperators(source.substring(from, matcher.start())));
            from = matcher.end();
            var parameter = matcher.group(2);
            if (parameter == null) {
                out.append(matcher.group());
            } else {
                count++;
                positions.computeIfAbsent(parameter, key -> new ArrayList<>()).add(count);
                out.append('?');
            }
        }
        return out.append(asOperators(source.substring(from))).toString();
    }

    /** Outside quotes a question mark is one of PostgreSQL's operators; the driver wants it doubled to know. */
    private static String asOperators(String code) {
        return code.replace("?", "??");
    }
}
