package io.opscope.local;

import io.opscope.local.process.Launch;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How one part of the suite is started, known to be ready and stopped.
 *
 * @param place host and port for people, empty when it listens nowhere
 * @param note a few words for people once it is ready
 * @param before what has to be done before every start, such as waiting for what a killed predecessor left
 * @param isReady asked again and again after a start
 * @param after what has to hold once it is ready
 * @param stopSignal what it takes as a wish to end soon and in order
 * @param patience how long it may take to end before it is killed
 */
record PartPlan(
        String name,
        String place,
        String note,
        Supplier<Launch> launch,
        Runnable before,
        BooleanSupplier isReady,
        Runnable after,
        String stopSignal,
        Duration patience) {

    static PartPlan of(String name, String place, String note, Supplier<Launch> launch, BooleanSupplier isReady) {
        return new PartPlan(name, place, note, launch, () -> {}, isReady, () -> {}, "TERM", Duration.ofSeconds(15));
    }

    PartPlan before(Runnable before) {
        return new PartPlan(name, place, note, launch, before, isReady, after, stopSignal, patience);
    }

    PartPlan after(Runnable after) {
        return new PartPlan(name, place, note, launch, before, isReady, after, stopSignal, patience);
    }

    PartPlan stoppedBy(String signal, Duration patience) {
        return new PartPlan(name, place, note, launch, before, isReady, after, signal, patience);
    }
}
