package io.parley.shared.refusal;

/** Why a request was refused; the codes of the wire contract. */
public enum ErrorCode {
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_A_MEMBER,
    NOT_FOUND,
    INVALID,
    TOO_LARGE,
    CONFLICT,
    RATE_LIMITED,
    /** Nothing is known to be stored: send again with the same clientMsgId. */
    UNAVAILABLE,
    OVERRUN
}
