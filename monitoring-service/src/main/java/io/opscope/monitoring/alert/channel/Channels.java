package io.opscope.monitoring.alert.channel;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.monitoring.MonitoringProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be done with channels: each is checked as far as that goes without calling anybody. */
@ApplicationScoped
public class Channels {

    private final ChannelStore store;
    private final ChannelSecrets secrets;
    private final Kinds kinds;
    private final OutgoingHttp http;
    private final ChannelConfig config;

    Channels(ChannelStore store, ChannelSecrets secrets, Kinds kinds, OutgoingHttp http, ChannelConfig config) {
        this.store = store;
        this.secrets = secrets;
        this.kinds = kinds;
        this.http = http;
        this.config = config;
    }

    /** Tells a channel something; may take as long as the time-outs allow. */
    public Outcome tell(String tenant, StoredChannel channel, Message message) {
        var kind = kinds.find(channel.type());
        if (kind.isEmpty()) {
            return Outcome.refused("This service knows no channels of type " + channel.type());
        }
        var opened = secrets.opened(tenant, channel.id(), channel.sealed());
        if (opened.isEmpty()) {
            return Outcome.refused("The secrets were kept with another opscope.alerts.channels.secret; set them again");
        }
        var all = new TreeMap<>(channel.settings());
        all.putAll(opened.get());
        return kind.get().tell(new Settings(all), message);
    }

    /** Whether a channel has to be told again and again what fires, as who listens there forgets it. */
    public boolean forgets(StoredChannel channel) {
        return kinds.find(channel.type()).filter(Channel::forgets).isPresent();
    }

    List<ChannelAnswer> all(Scope scope) {
        var deliveries = store.deliveries(scope);
        return store.all(scope).stream()
                .map(channel -> answer(scope, channel, deliveries))
                .toList();
    }

    ChannelAnswer find(Scope scope, UUID id) {
        return answer(scope, known(scope, id), store.deliveries(scope));
    }

    ChannelAnswer create(Scope scope, ChannelRequest request) {
        var kind = kinds.named(given("type", request.type()));
        if (store.all(scope).size() >= config.most()) {
            throw MonitoringProblem.tooMany("channels", config.most());
        }
        var id = UUID.randomUUID();
        var settings = checked(kind, changed(Map.of(), request.settings()));
        var now = Instant.now();
        store.create(
                scope,
                new StoredChannel(
                        id,
                        given("name", request.name()),
                        kind.type(),
                        only(kind, settings, false),
                        secrets.sealed(scope.tenant(), id, only(kind, settings, true)),
                        request.enabled() == null || request.enabled(),
                        new StoredChannel.Trace(scope.userId(), now, scope.userId(), now)));
        return find(scope, id);
    }

    ChannelAnswer change(Scope scope, UUID id, ChannelRequest request) {
        var now = known(scope, id);
        var kind = kinds.named(now.type());
        if (request.type() != null && !request.type().equals(now.type())) {
            throw CommonProblem.badParameter("type", request.type(), now.type() + ": make another channel instead");
        }
        // Settings that stay are not checked anew: a channel whose host is not allowed any more can be switched off.
        var change = request.settings() == null ? Map.<String, @Nullable String>of() : request.settings();
        var isAsItWas = change.isEmpty();
        var settings = isAsItWas ? now.settings() : checked(kind, changed(scope, now, kind, change));
        var changed = new StoredChannel(
                id,
                request.name() == null ? now.name() : request.name(),
                now.type(),
                only(kind, settings, false),
                isAsItWas ? now.sealed() : secrets.sealed(scope.tenant(), id, only(kind, settings, true)),
                request.enabled() == null ? now.isEnabled() : request.enabled(),
                now.trace());
        if (!store.change(scope, changed)) {
            throw MonitoringProblem.channelChanged(id.toString());
        }
        return find(scope, id);
    }

    void delete(Scope scope, UUID id) {
        known(scope, id);
        var rules = store.delete(scope, id);
        if (!rules.isEmpty()) {
            throw MonitoringProblem.channelInUse(id.toString(), rules);
        }
    }

    /** One that the caller's tenant has. */
    StoredChannel known(Scope scope, UUID id) {
        return store.find(scope, id).orElseThrow(() -> CommonProblem.notFound("channel", id.toString()));
    }

    private ChannelAnswer answer(Scope scope, StoredChannel channel, Map<UUID, ChannelAnswer.Deliveries> deliveries) {
        var kept =
                secrets.opened(scope.tenant(), channel.id(), channel.sealed()).orElse(Map.of());
        return ChannelAnswer.of(
                channel,
                kept.keySet().stream().sorted().toList(),
                deliveries.getOrDefault(channel.id(), ChannelAnswer.Deliveries.NONE));
    }

    /** A secret is for one address, be it a secret itself or not: where a channel is led elsewhere, none follows. */
    private Map<String, String> changed(
            Scope scope, StoredChannel now, Channel kind, Map<String, @Nullable String> change) {
        var all = new TreeMap<>(now.settings());
        all.putAll(secrets.opened(scope.tenant(), now.id(), now.sealed()).orElse(Map.of()));
        var isLedElsewhere = kind.settings().stream()
                .filter(setting -> setting.isAddress() && change.containsKey(setting.name()))
                .anyMatch(setting -> !Objects.equals(change.get(setting.name()), all.get(setting.name())));
        return changed(isLedElsewhere ? now.settings() : all, change);
    }

    private static Map<String, String> changed(
            Map<String, String> settings, @Nullable Map<String, @Nullable String> change) {
        var changed = new TreeMap<>(settings);
        if (change != null) {
            change.forEach((name, value) -> {
                if (value == null) {
                    changed.remove(name);
                } else {
                    changed.put(name, value);
                }
            });
        }
        return changed;
    }

    private Map<String, String> checked(Channel kind, Map<String, String> settings) {
        var known = kind.settings().stream().map(Setting::name).toList();
        for (var name : settings.keySet()) {
            if (!known.contains(name)) {
                throw CommonProblem.badParameter("settings", name, String.join(", ", known));
            }
        }
        for (var setting : kind.settings()) {
            check(setting, settings.get(setting.name()));
        }
        return settings;
    }

    private void check(Setting setting, @Nullable String value) {
        var name = "settings." + setting.name();
        if (value == null) {
            if (setting.isRequired()) {
                throw CommonProblem.badParameter(name, "", setting.inWords());
            }
            return;
        }
        var shown = setting.isSecret() ? "(not repeated here)" : value;
        if (!setting.allowed().matcher(value).matches()) {
            throw CommonProblem.badParameter(name, shown, setting.inWords());
        }
        var refusal = setting.isAddress() ? http.refusal(value) : null;
        if (refusal != null) {
            throw CommonProblem.badParameter(name, shown, refusal);
        }
    }

    private static Map<String, String> only(Channel kind, Map<String, String> settings, boolean secret) {
        var names = kind.settings().stream()
                .filter(setting -> setting.isSecret() == secret)
                .map(Setting::name)
                .collect(Collectors.toSet());
        var only = new TreeMap<>(settings);
        only.keySet().retainAll(names);
        return only;
    }

    private static String given(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw CommonProblem.badParameter(name, "", "it has to be given");
        }
        return value;
    }
}
