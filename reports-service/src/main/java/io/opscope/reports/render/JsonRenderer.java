package io.opscope.reports.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.opscope.reports.source.ExportedJob;
import io.opscope.reports.source.JobStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;

/** One array, an object to a line; an empty one when there are no jobs. */
@ApplicationScoped
class JsonRenderer implements Renderer {

    private final ObjectWriter json;

    JsonRenderer(ObjectMapper json) {
        this.json = json.copy()
                .configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false)
                .configure(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM, false)
                .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
                .writerFor(ExportedJob.class);
    }

    @Override
    public String format() {
        return "json";
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    /** The generator is left unclosed when the jobs break off: closing it would close the array and hide the gap. */
    @Override
    public void write(JobStream jobs, OutputStream out) throws IOException {
        var generator = json.getFactory().createGenerator(out);
        generator.writeRaw('[');
        var separator = "\n";
        for (var job = jobs.next(); job != null; job = jobs.next()) {
            generator.writeRaw(separator);
            json.writeValue(generator, job);
            separator = ",\n";
        }
        generator.writeRaw("\n]\n");
        generator.flush();
    }
}
