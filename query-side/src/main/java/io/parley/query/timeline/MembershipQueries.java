package io.parley.query.timeline;

import io.parley.query.view.ChatView;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberChat;
import io.parley.query.view.Views;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.timeline.FindChats;
import io.parley.shared.timeline.FindHeads;
import io.parley.shared.timeline.FindMemberships;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Which chats a stream follows, and where each ends. */
@Component
class MembershipQueries {
    private static final long NO_HEAD = -1;

    private final Views views;
    private final ChatViews chats;

    MembershipQueries(Views views, ChatViews chats) {
        this.views = views;
        this.chats = chats;
    }

    @QueryHandler
    FindMemberships.Memberships handle(FindMemberships query) {
        return views.read(() -> memberships(query.userIds()));
    }

    @QueryHandler
    FindChats.Chats handle(FindChats query) {
        return views.read(() -> new FindChats.Chats(chats.chatIdsOf(query.userIds(), FindChats.CHATS)));
    }

    @QueryHandler
    FindHeads.Heads handle(FindHeads query) {
        return views.read(() -> heads(query.chatIds()));
    }

    private FindMemberships.Memberships memberships(List<UserId> userIds) {
        return new FindMemberships.Memberships(chats.chatsOf(userIds, FindMemberships.CHATS).stream()
                .map(ofOne -> ofOne.stream().map(MembershipQueries::membership).toList())
                .toList());
    }

    private static FindMemberships.Membership membership(MemberChat in) {
        ChatView chat = in.chat();
        return new FindMemberships.Membership(
                chat.chatId(), in.member().firstSeq(), chat.headSeq(), chat.memberCount());
    }

    private FindHeads.Heads heads(List<ChatId> ids) {
        Map<ChatId, ChatView> found = chats.chats(ids);
        return new FindHeads.Heads(ids.stream()
                .map(id -> new FindHeads.Head(
                        id,
                        Optional.ofNullable(found.get(id))
                                .map(ChatView::headSeq)
                                .orElse(NO_HEAD)))
                .toList());
    }
}
