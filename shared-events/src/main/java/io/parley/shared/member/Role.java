package io.parley.shared.member;

/** What a member may do: OWNER and ADMIN manage members, only OWNER manages roles. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER
}
