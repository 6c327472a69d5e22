package io.opscope.metrics.connector;

import io.opscope.kit.net.HostRefusedException;
import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.remote.RemoteFailedException;
import io.quarkus.logging.Log;
import java.util.UUID;

/** What a connector's owner is told of a failure: words made for them, or a reference to the log. */
final class Failures {

    private Failures() {}

    static String words(Exception e) {
        if (e instanceof RunFailedException
                || e instanceof RemoteFailedException
                || e instanceof HostRefusedException
                || e instanceof ProblemException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof DatabaseUnavailableException) {
            return "Opscope's own database did not answer";
        }
        var reference = UUID.randomUUID().toString();
        Log.errorf(e, "A connector failed under reference %s", reference);
        return "Something went wrong here; tell the operators the reference " + reference;
    }
}
