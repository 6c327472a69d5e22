package io.opscope.metrics.connector;

/** The connector was changed or deleted, or another replica took the turn: nothing more may be noted. */
class TurnLostException extends RuntimeException {}
