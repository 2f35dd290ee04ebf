package io.parley.command.chat;

import io.parley.shared.member.Role;

/**
 * A member as decisions need it.
 *
 * @param joinedSeq the event that added it
 * @param sent its messages since then
 */
record Membership(Role role, long joinedSeq, long sent) {
    Membership withSent(long count) {
        return new Membership(role, joinedSeq, count);
    }
}
