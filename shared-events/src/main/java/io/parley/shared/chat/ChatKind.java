package io.parley.shared.chat;

/** DIRECT: exactly two users, once. GROUP: any number, with roles. */
public enum ChatKind {
    DIRECT,
    GROUP
}
