package io.parley.check.rule;

/** A promise that was broken, in a sentence that names who, what and where. */
public record Violation(String rule, String sentence) {
    @Override
    public String toString() {
        return rule + ": " + sentence;
    }
}
