package io.opscope.tools.mapping;

import io.opscope.tools.cli.Complaint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A kind of record that can be imported, and its fields. A new kind is one more entry in {@link #ALL}.
 *
 * @param name the name in the ingest address
 * @param fields what may be filled, in the order of the documentation
 * @param inOrder time fields of which none may lie before the one named ahead of it
 */
public record RecordKind(String name, Map<String, FieldKind> fields, List<String> inOrder) {

    /** Fields of the free part of a record are called by this and a name of one's own. */
    static final String ATTRIBUTES = "attributes.";

    private static final RecordKind JOBS = new RecordKind(
            "jobs",
            new Fields()
                    .text("id", "user_id", "tool", "provider", "strategy", "status")
                    .time("created_at", "started_at", "completed_at")
                    .decimal("data_volume_mb", "estimated_cost", "actual_cost")
                    .text("currency")
                    .decimal("qc_score")
                    .text("qc_status")
                    .integer("issue_count")
                    .text("publisher", "target_url", "anchor_text")
                    .time("updated_at")
                    .integer("version")
                    .map,
            List.of("created_at", "started_at", "completed_at"));

    private static final RecordKind TRANSACTIONS = new RecordKind(
            "transactions",
            new Fields()
                    .text("id", "user_id", "status")
                    .decimal("amount")
                    .text("currency", "method")
                    .time("created_at", "updated_at")
                    .integer("version")
                    .map,
            List.of("created_at", "updated_at"));

    /** Every kind there is. */
    public static final List<RecordKind> ALL = List.of(JOBS, TRANSACTIONS);

    /** The kind of that name; throws a {@link Complaint} that lists the kinds there are. */
    public static RecordKind named(String name) {
        return ALL.stream()
                .filter(kind -> kind.name.equals(name))
                .findFirst()
                .orElseThrow(() -> Complaint.aboutInput("There is nothing called " + name + " to import; it can be "
                        + ALL.stream().map(RecordKind::name).collect(Collectors.joining(" or ")) + "."));
    }

    /** What may stand in the field, or null when there is no such field. */
    @Nullable FieldKind kindOf(String field) {
        if (field.startsWith(ATTRIBUTES) && field.length() > ATTRIBUTES.length()) {
            return FieldKind.ANY;
        }
        return fields.get(field);
    }

    private static final class Fields {
        private final Map<String, FieldKind> map = new LinkedHashMap<>();

        Fields text(String... names) {
            return put(FieldKind.TEXT, names);
        }

        Fields time(String... names) {
            return put(FieldKind.TIME, names);
        }

        Fields decimal(String... names) {
            return put(FieldKind.DECIMAL, names);
        }

        Fields integer(String... names) {
            return put(FieldKind.INTEGER, names);
        }

        private Fields put(FieldKind kind, String... names) {
            for (var name : names) {
                map.put(name, kind);
            }
            return this;
        }
    }
}
