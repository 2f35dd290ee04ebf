package io.parley.edge.delivery;

import io.parley.shared.member.UserId;

/** The streams of this node that belong to one user. */
final class UserRoute extends Route {
    private final UserId userId;

    UserRoute(UserId userId) {
        this.userId = userId;
    }

    UserId userId() {
        return userId;
    }

    @Override
    Object name() {
        return userId;
    }
}
