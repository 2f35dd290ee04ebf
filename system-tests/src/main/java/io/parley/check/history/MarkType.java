package io.parley.check.history;

/** How far a device confirms a chat. */
public enum MarkType {
    DELIVERED,
    READ
}
