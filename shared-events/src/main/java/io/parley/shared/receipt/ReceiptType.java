package io.parley.shared.receipt;

/** READ implies DELIVERED. */
public enum ReceiptType {
    DELIVERED,
    READ
}
