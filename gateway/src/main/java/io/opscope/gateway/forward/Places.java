package io.opscope.gateway.forward;

import java.util.concurrent.atomic.AtomicInteger;

/** So many and no more: whoever finds one free takes it at once, everybody else is told at once. */
final class Places {

    private final int all;
    private final AtomicInteger taken = new AtomicInteger();

    Places(int all) {
        this.all = all;
    }

    /** Takes a place; whoever got one has to leave it, once. */
    boolean take() {
        if (taken.incrementAndGet() <= all) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void leave() {
        taken.decrementAndGet();
    }
}
