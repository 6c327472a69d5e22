package io.opscope.gateway.limit;

import io.opscope.kit.testing.MortalRedis;
import io.opscope.kit.testing.SlowLine;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis of the gateway's own, over a line: both can be made to fail. */
public class MortalRedisForTests implements QuarkusTestResourceLifecycleManager {

    private @Nullable MortalRedis redis;
    private @Nullable SlowLine line;

    @Override
    public Map<String, String> start() {
        redis = new MortalRedis();
        line = new SlowLine(redis.port());
        return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + line.port());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(redis, field -> field.getType().equals(MortalRedis.class));
        injector.injectIntoFields(line, field -> field.getType().equals(SlowLine.class));
    }

    @Override
    public void stop() {
        if (line != null) {
            line.close();
        }
        if (redis != null) {
            redis.close();
        }
    }
}
