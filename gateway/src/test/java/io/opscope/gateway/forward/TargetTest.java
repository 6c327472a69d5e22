package io.opscope.gateway.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTest {

    @Test
    void aTicketGoesNoFurtherHoweverItsNameIsWritten() {
        for (var query :
                List.of("ticket=a&EIO=4", "EIO=4&%74icket=a", "%74%69cket=b&EIO=4&ticket", "EIO=4&ticke%74=")) {
            assertEquals("EIO=4", Target.withoutTicket(query), query);
        }
    }

    @Test
    void whatIsNoTicketStaysAsItWasWritten() {
        for (var query : List.of("a=%20b&c=+", "my-ticket=1&tickets=2", "a&&b=", "since=ticket=1")) {
            assertEquals(query, Target.withoutTicket(query));
        }
    }
}
