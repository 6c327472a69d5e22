package io.opscope.monitoring.alert.channel.email;

import io.opscope.monitoring.alert.channel.Channel;
import io.opscope.monitoring.alert.channel.Message;
import io.opscope.monitoring.alert.channel.Outcome;
import io.opscope.monitoring.alert.channel.Setting;
import io.opscope.monitoring.alert.channel.Settings;
import io.opscope.monitoring.alert.channel.Wording;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mails people through the installation's own mail server, all of a channel's in one mail. */
@ApplicationScoped
class EmailChannel implements Channel {

    private static final String ADDRESS = "[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,8}";
    private static final int MOST_ADDRESSES = 20;
    private static final int MOST_IN_SUBJECT = 200;
    private static final int DEEPEST = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReactiveMailer mailer;

    EmailChannel(ReactiveMailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public String type() {
        return "email";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.plain(
                "to",
                true,
                ADDRESS + "( ?, ?" + ADDRESS + "){0," + (MOST_ADDRESSES - 1) + "}",
                "1 to " + MOST_ADDRESSES + " addresses with commas between"));
    }

    @Override
    public Outcome tell(Settings settings, Message message) {
        var mail = new Mail()
                .setTo(List.of(settings.text("to").split(" ?, ?")))
                .setSubject(Wording.atMost(MOST_IN_SUBJECT, Wording.title(message)))
                .setText(Wording.body(message))
                .addHeader("Opscope-Delivery", message.deliveryId().toString())
                .addHeader("Auto-Submitted", "auto-generated");
        try {
            mailer.send(mail).await().atMost(PATIENCE);
            return Outcome.delivered();
        } catch (TimeoutException e) {
            return Outcome.failed("The mail server did not answer in time", null);
        } catch (RuntimeException e) {
            return outcome(e);
        }
    }

    /** A mail server's 5xx is its last word; everything else may go better another time. */
    private static Outcome outcome(RuntimeException failure) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            if (cause instanceof SMTPException smtp) {
                var reason = "The mail server answered " + smtp.getReplyCode();
                return smtp.isPermanent() ? Outcome.refused(reason) : Outcome.failed(reason, null);
            }
            cause = cause.getCause();
        }
        return Outcome.failed("The mail server cannot be reached", null);
    }
}
