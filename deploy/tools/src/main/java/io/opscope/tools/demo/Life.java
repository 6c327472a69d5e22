package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One made-up record from its creation to its end: what it looks like at any moment in between. */
interface Life {

    /** The moments at which its status changes, creation first. */
    List<Instant> changes();

    /** The record as it stands at that moment; empty before its creation. */
    Optional<ObjectNode> at(Instant now);

    /** Whether it is at work at that moment, so that its figures move even though its status stays. */
    boolean isAtWork(Instant now);
}
