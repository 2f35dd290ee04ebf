package io.parley.query.member;

import io.parley.query.view.ChatAccess;
import io.parley.query.view.ChatViews;
import io.parley.query.view.Cursor;
import io.parley.query.view.MemberView;
import io.parley.query.view.Views;
import io.parley.shared.member.FindMembers;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Invalid;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages of a chat's members. */
@Component
class MemberQueries {
    private static final int MAX_LIMIT = 200;

    private final Views views;
    private final ChatAccess access;
    private final ChatViews chats;

    MemberQueries(Views views, ChatAccess access, ChatViews chats) {
        this.views = views;
        this.access = access;
        this.chats = chats;
    }

    @QueryHandler
    FindMembers.Page handle(FindMembers query) {
        if (query.limit() < 1 || query.limit() > MAX_LIMIT) {
            throw new Invalid("limit", "limit is a whole number from 1 to " + MAX_LIMIT + ".");
        }
        String after = after(query.cursor());
        return views.read(() -> page(query, after));
    }

    private FindMembers.Page page(FindMembers query, String after) {
        access.open(query.chatId(), query.userId(), query.atLeast());
        List<MemberView> found = chats.membersAfter(query.chatId(), after, query.limit() + 1);
        List<MemberView> page = found.subList(0, Math.min(found.size(), query.limit()));
        String next = page.size() < found.size()
                ? Cursor.of(page.get(page.size() - 1).userId().value())
                : null;
        return new FindMembers.Page(page.stream().map(MemberQueries::member).toList(), next);
    }

    private static FindMembers.Member member(MemberView member) {
        return new FindMembers.Member(member.userId(), member.role(), member.joinedSeq());
    }

    private static String after(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        try {
            return new UserId(Cursor.place(cursor)).value();
        } catch (Invalid e) {
            throw Cursor.invalid();
        }
    }
}
