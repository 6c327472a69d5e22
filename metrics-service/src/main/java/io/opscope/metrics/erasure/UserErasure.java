package io.opscope.metrics.erasure;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.Database;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.directory.DirectoryEntries;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets a person: the directory's entry alone, or with it every record that names them as its user. */
@ApplicationScoped
class UserErasure {

    private final Database db;
    private final Catalogue catalogue;
    private final DirectoryEntries directory;
    private final RecordErasure records;
    private final DeletionLog log;

    UserErasure(Database db, Catalogue catalogue, DirectoryEntries directory, RecordErasure records, DeletionLog log) {
        this.db = db;
        this.catalogue = catalogue;
        this.directory = directory;
        this.records = records;
        this.log = log;
    }

    /** Forgets the entry; the records stay. */
    void forget(Scope scope, String user) {
        var what = "users/" + user;
        var isForgotten = db.write(scope, tx -> {
            var isThere = directory.removeUser(tx, scope, user);
            if (isThere) {
                log.begin(tx, scope, what);
            }
            return isThere;
        });
        if (!isForgotten) {
            throw CommonProblem.notFound("user", user);
        }
        log.tell(scope, what, 0);
    }

    /** The entry goes last, so that an erasure that was cut short is still there to be asked for again. */
    void erase(Scope scope, String user) {
        var what = "users/" + user + " with all records";
        var deletion = db.write(scope, tx -> log.begin(tx, scope, what));
        var removed = 0L;
        for (var family : catalogue.families()) {
            removed += records.removeAllOf(scope, family, user, deletion);
        }
        var wasThere = db.write(scope, tx -> {
            directory.disown(tx, scope, user);
            return directory.removeUser(tx, scope, user);
        });
        log.tell(scope, what, removed);
        if (!wasThere && removed == 0) {
            throw CommonProblem.notFound("user", user);
        }
    }
}
