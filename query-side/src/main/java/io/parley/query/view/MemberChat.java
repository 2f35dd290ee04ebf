package io.parley.query.view;

/** A chat and one of its members, as new as the chat at least. */
public record MemberChat(ChatView chat, MemberView member) {}
