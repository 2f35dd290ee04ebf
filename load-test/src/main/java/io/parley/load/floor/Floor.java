package io.parley.load.floor;

/**
 * What the machine does without Parley.
 *
 * @param name what was done, e.g. "PostgreSQL: batched inserts"
 * @param p50Millis how long one of them took
 */
public record Floor(String name, double perSecond, double p50Millis, double p99Millis) {}
