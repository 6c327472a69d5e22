package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Ends the alerts of a rule that is not there any more, or is about something else. */
@ApplicationScoped
class Endings {

    private final AlertStore alerts;
    private final GroupStore groups;
    private final Teller teller;

    Endings(AlertStore alerts, GroupStore groups, Teller teller) {
        this.alerts = alerts;
        this.groups = groups;
        this.teller = teller;
    }

    /** @param why as it is told to whoever was told that they fire */
    void end(Tx tx, Scope scope, Rule rule, String why) {
        var at = Instant.now();
        var tellings = new ArrayList<Telling>();
        for (var alert : alerts.openOf(tx, scope, rule.id())) {
            if (alert.firedAt() == null) {
                alerts.drop(tx, scope, alert.id());
            } else {
                var told = alert.toldAt() == null ? null : new Telling.Noted(at, List.of());
                var ended =
                        alerts.change(tx, scope, alert.id(), alert.rule(), "resolved", alert.value(), why, told, at);
                if (told != null) {
                    tellings.add(Telling.ofEnd(ended, teller.listeners(tx, scope, rule)));
                }
            }
        }
        groups.forgetAll(tx, scope, rule.id());
        teller.tell(tx, scope, rule, tellings, at);
    }
}
