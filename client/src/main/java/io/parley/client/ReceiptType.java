package io.parley.client;

/** How far a device confirms a chat. */
public enum ReceiptType {
    DELIVERED,
    READ
}
