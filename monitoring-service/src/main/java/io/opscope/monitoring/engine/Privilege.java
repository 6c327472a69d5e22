package io.opscope.monitoring.engine;

import io.opscope.monitoring.Unavailable;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether one of the questions is answered in full.
 *
 * @param what the question
 * @param missing why it is not answered in full; null where it is
 * @param remedy the exact statement or setting that an administrator of the server would run; never run by us
 */
@Schema(name = "SourcePrivilege")
public record Privilege(
        String what,
        boolean works,
        @Schema(nullable = true) @Nullable String missing,
        @Schema(nullable = true) @Nullable String remedy) {

    /** Answered in full. */
    public static Privilege works(String what) {
        return new Privilege(what, true, null, null);
    }

    /** Not answered, or in part. */
    public static Privilege missing(String what, Unavailable lack) {
        return new Privilege(what, false, lack.reason(), lack.remedy());
    }

    /** As far as it is answered: in full, or told by the first thing that keeps it from being so. */
    public static Privilege of(String what, List<Unavailable> lacks) {
        return lacks.isEmpty() ? works(what) : missing(what, lacks.get(0));
    }
}
