package io.opscope.metrics.catalogue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Entries that someone wrote by hand. */
class CatalogueFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void anyEntryIsAFamilyOrRefused(byte[] entry) {
        try {
            var family = Catalogue.parsed(new ByteArrayInputStream(entry), new TypeReference<Family>() {});
            if (family != null) {
                family.edition();
            }
        } catch (IOException e) {
            return;
        }
    }
}
