package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.live.LiveFigures;
import io.opscope.metrics.live.LivePicture;
import io.opscope.metrics.live.LiveUpdate;
import io.opscope.metrics.query.Answers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers what is going on right now, with the same figures that are pushed to those who watch. */
@ApplicationScoped
class LiveAnswers {

    private final Family family;
    private final LivePicture picture;
    private final Answers answers;

    LiveAnswers(Catalogue catalogue, LivePicture picture, Answers answers) {
        this.family = catalogue.transactions();
        this.picture = picture;
        this.answers = answers;
    }

    /** Only what the records say is kept: how the suite does is known without asking, and must not be an old answer. */
    LiveUpdate live(Scope scope) {
        var figures = answers.live("live", scope, family, LiveFigures.class, List.of(), () -> picture.figures(scope));
        return picture.update(scope, figures);
    }
}
