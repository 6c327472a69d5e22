package io.opscope.local;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A small process in the place of the importer and the demo: says what it was told, and streams until it is ended. */
public final class StandInTools {

    private StandInTools() {}

    public static void main(String... arguments) throws Exception {
        System.out.println("told: " + String.join(" ", arguments));
        System.out.println("as: " + System.getenv("OPSCOPE_EMAIL") + " / " + System.getenv("OPSCOPE_PASSWORD"));
        if (List.of(arguments).contains("--live")) {
            new CountDownLatch(1).await();
        }
    }
}
