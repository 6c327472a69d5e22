-- How often signing in failed, so that passwords cannot be guessed by trying, whichever replica is asked.
CREATE TABLE sign_in_try (
    what           text        PRIMARY KEY,
    failures       integer     NOT NULL CHECK (failures >= 0),
    failures_until timestamptz NOT NULL,
    wait_until     timestamptz NOT NULL,
    known_until    timestamptz NOT NULL
);
COMMENT ON COLUMN sign_in_try.what IS 'A proof over an e-mail address, alone or with the network it was tried from; who reads it learns neither';
COMMENT ON COLUMN sign_in_try.failures_until IS 'When the failures are forgotten, if there is none until then';
COMMENT ON COLUMN sign_in_try.wait_until IS 'No try is looked at before; in the past when none has to wait';
COMMENT ON COLUMN sign_in_try.known_until IS 'Until when it is remembered that the account signed in from there; in the past where it did not';
