package io.opscope.reports.source;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.reports.ReportsProblem;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks the metrics service, in the name of the caller whose token it passes on. */
@ApplicationScoped
public class MetricsClient {

    /** Says since when records are there, in an answer that would reach further back. */
    private static final String RECORDS_SINCE = "Records-Since";

    private final MetricsConfig config;
    private final HttpClient http;
    private final ObjectMapper json;

    MetricsClient(MetricsConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.http = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .build();
    }

    /**
     * The jobs of the last {@code days} that the caller may see, newest first, as they arrive; the caller closes it.
     *
     * @param authorization the caller's own {@code Authorization} header
     * @throws io.opscope.kit.problem.ProblemException when not even the first line is to be had
     */
    public JobStream jobs(int days, String authorization) {
        var request = HttpRequest.newBuilder(config.metrics().resolve("/internal/export/jobs?days=" + days))
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .header(HttpHeaders.ACCEPT, "application/x-ndjson")
                .timeout(config.firstByteTimeout())
                .build();
        var body = new PatientBody(config.silenceTimeout());
        try {
            return opened(http.send(request, head -> body));
        } catch (IOException e) {
            body.close();
            Log.warnf("The metrics service hands out no jobs: %s", e.toString());
            throw ReportsProblem.sourceUnavailable("metrics");
        } catch (InterruptedException e) {
            body.close();
            Thread.currentThread().interrupt();
            throw ReportsProblem.sourceUnavailable("metrics");
        }
    }

    private JobStream opened(HttpResponse<InputStream> answer) throws IOException {
        if (answer.statusCode() == 200) {
            return JobStream.startingWithTheFirst(answer.body(), json.readerFor(ExportedJob.class), since(answer));
        }
        answer.body().close();
        if (answer.statusCode() == 401) {
            throw new NotAuthorizedException("Bearer");
        }
        throw new IOException("status " + answer.statusCode());
    }

    private static @Nullable Instant since(HttpResponse<InputStream> answer) throws IOException {
        var header = answer.headers().firstValue(RECORDS_SINCE).orElse(null);
        try {
            return header == null ? null : Instant.parse(header);
        } catch (DateTimeException e) {
            answer.body().close();
            throw new IOException(RECORDS_SINCE + " is no moment: " + header, e);
        }
    }
}
