package io.opscope.metrics.rollup;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import java.time.Instant;
import java.util.Collection;

/**
 * Where the records are whose value of a dimension counts as {@link DimensionValues#OTHER}: what is counted does not tell
 * them from each other, and no index of theirs does.
 */
public final class OtherValues {

    private static final Sql NOTE = Sql.file(OtherValues.class, "note-others.sql");
    private static final Sql COUNT = Sql.file(OtherValues.class, "count-others.sql");

    private OtherValues() {}

    /** Whether a record has a value that has to be noted when the record is written. */
    public static boolean has(Counted counted) {
        return counted.dims().contains(DimensionValues.OTHER);
    }

    /**
     * Notes what records are found by, in the transaction that writes them and after it did.
     *
     * @param ids of those that {@linkplain #has have} such a value
     */
    public static void note(Tx tx, String tenant, Family family, Collection<String> ids) {
        if (!ids.isEmpty()) {
            NOTE.on(tx)
                    .set("tenant", tenant)
                    .set("family", family.id())
                    .setArray("ids", "text", ids)
                    .setArray("dimensions", "text", family.dimensions())
                    .run();
        }
    }

    /** How many records of [from, until) would be looked at for a value; counting ends at {@code most}. */
    public static long count(Tx tx, String tenant, Family family, Value value, Instant from, Instant until, long most) {
        return COUNT.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("dimension", value.dimension())
                .set("value", value.text())
                .set("from", from)
                .set("until", until)
                .set("most", most)
                .first(row -> row.integer("records"))
                .orElse(0L);
    }

    /** A value of a dimension that counts as other. */
    public record Value(String dimension, String text) {}
}
