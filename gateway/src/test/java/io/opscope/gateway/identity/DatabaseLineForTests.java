package io.opscope.gateway.identity;

import io.opscope.kit.testing.SlowLine;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line to the database that can be made to fail. */
public class DatabaseLineForTests implements QuarkusTestResourceLifecycleManager {

    private @Nullable SlowLine line;

    @Override
    public int order() {
        return 100;
    }

    @Override
    public Map<String, String> start() {
        var server = URI.create(System.getProperty(Superuser.URL_PROPERTY).substring("jdbc:".length()));
        line = new SlowLine(server.getPort());
        return Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + line.port() + "/postgres");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(line, field -> field.getType().equals(SlowLine.class));
    }

    @Override
    public void stop() {
        if (line != null) {
            line.close();
        }
    }
}
