package io.opscope.metrics.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What is taken in, and in which portions. */
@ConfigMapping(prefix = "opscope.metrics.ingest")
public interface IngestConfig {

    /** Rows that one transaction stores at most. */
    @WithDefault("5000")
    @Min(1) @Max(5000) int batchRows();

    /** Bytes of one request after decompression. */
    @WithDefault("268435456")
    long maxBodyBytes();

    /** Bytes of one JSON body, which is read as a whole; lines of JSON are not. */
    @WithDefault("33554432")
    long maxJsonBytes();

    /** Bytes of one record. */
    @WithDefault("65536")
    int maxRecordBytes();

    /** How far a sender's clock may be ahead. */
    @WithDefault("5m")
    Duration clockSkew();

    /** The currency of money that names none. */
    @WithDefault("USD")
    String defaultCurrency();
}
