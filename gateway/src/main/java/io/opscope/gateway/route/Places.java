package io.opscope.gateway.route;

import java.util.concurrent.atomic.AtomicInteger;

/** So many and no more: whoever finds one free takes it at once, everybody else is told at once. */
public final class Places {

    private final int all;
    private final AtomicInteger taken = new AtomicInteger();

    public Places(int all) {
        this.all = all;
    }

    /** Takes a place; whoever got one has to leave it, once. */
    public boolean take() {
        if (taken.incrementAndGet() <= all) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    public void leave() {
        taken.decrementAndGet();
    }
}
