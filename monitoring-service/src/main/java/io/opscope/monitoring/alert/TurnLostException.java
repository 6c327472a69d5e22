package io.opscope.monitoring.alert;

/** Another replica evaluates the rule by now, or it was changed or deleted; nothing of this evaluation may stay. */
class TurnLostException extends RuntimeException {}
