package io.parley.check.history;

/** One thing that the nemesis did, and from when to when it could be felt. */
public record FaultRecord(String kind, String detail, long startedNanos, long endedNanos) {}
