package io.opscope.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UpOptionsTest {

    private static final Map<String, String> TOLD = Map.of(
            "OPSCOPE_LIMIT_KEY", "50/s burst 200",
            "OPSCOPE_LIMIT_USER", "off",
            "OPSCOPE_CONNECTORS_HOSTS", "10.0.0.0/8",
            "OPSCOPE_SOURCES_HOSTS", "localhost",
            "OPSCOPE_ALERTS_CHANNELS_HOSTS", "hooks.example.org",
            "OPSCOPE_MAIL_HOST", "mail.example.org");

    @Test
    void whatServicesAreToldIsHandedOnByItsNamesAndNothingElseIs() {
        var environment = new HashMap<>(TOLD);
        environment.put("PATH", "/bin");
        environment.put("OPSCOPE_ADMIN_PASSWORD", "nobody else's business");
        assertEquals(
                TOLD,
                UpOptions.of(Path.of("."), 8080, false, false, environment).settings());
    }

    @Test
    void eachServiceIsToldOfItsOwnAlone() {
        var told = TOLD.keySet().stream()
                .collect(Collectors.groupingBy(
                        name -> Arrays.stream(Layout.Service.values())
                                .filter(service -> service.isTold(name))
                                .toList(),
                        Collectors.toCollection(TreeSet::new)));
        assertEquals(
                Map.of(
                        List.of(Layout.Service.GATEWAY), Set.of("OPSCOPE_LIMIT_KEY", "OPSCOPE_LIMIT_USER"),
                        List.of(Layout.Service.METRICS), Set.of("OPSCOPE_CONNECTORS_HOSTS"),
                        List.of(Layout.Service.MONITORING),
                                Set.of("OPSCOPE_SOURCES_HOSTS", "OPSCOPE_ALERTS_CHANNELS_HOSTS", "OPSCOPE_MAIL_HOST")),
                told);
    }
}
