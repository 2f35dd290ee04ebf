package io.parley.load.report;

/** Something measured that is no rate. */
public record Figure(String name, double value, String unit) {}
