package io.parley.query.receipt;

import io.parley.query.view.ChatView;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberView;
import io.parley.query.view.Views;
import io.parley.shared.chat.ChatId;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the marks stand in the chats of a user, a page at a time. */
@Component
class MarkQueries {
    private final Views views;
    private final ChatViews chats;

    MarkQueries(Views views, ChatViews chats) {
        this.views = views;
        this.chats = chats;
    }

    @QueryHandler
    FindMarks.Marks handle(FindMarks query) {
        return views.read(() -> marks(query));
    }

    private FindMarks.Marks marks(FindMarks query) {
        ChatViews.Run run = chatsOf(query);
        List<ReceiptEnvelope> receipts = new ArrayList<>();
        for (ChatView chat : run.chats()) {
            if (moved(chat.marksAt(), query.since())) {
                addAll(receipts, chat, query);
                if (receipts.size() >= FindMarks.PAGE) {
                    return new FindMarks.Marks(receipts, chat.chatId());
                }
            }
        }
        return new FindMarks.Marks(receipts, run.next());
    }

    private ChatViews.Run chatsOf(FindMarks query) {
        String after = query.after() == null ? "" : query.after().value();
        if (query.chats() == null) {
            return chats.chatsAfter(query.userId(), after, FindMarks.CHATS);
        }
        if (query.chats().size() > FindMarks.CHATS) {
            throw new Invalid("chats", "At most " + FindMarks.CHATS + " chats can be looked at for one page.");
        }
        return chats.run(query.chats().stream()
                .filter(chat -> chat.value().compareTo(after) > 0)
                .toList());
    }

    private void addAll(List<ReceiptEnvelope> receipts, ChatView chat, FindMarks query) {
        for (MemberView member : membersToTellOf(chat, query)) {
            add(receipts, chat.chatId(), member, ReceiptType.DELIVERED, query.since());
            add(receipts, chat.chatId(), member, ReceiptType.READ, query.since());
        }
    }

    /** In large chats a user hears of its own marks alone, as it does live. */
    private List<MemberView> membersToTellOf(ChatView chat, FindMarks query) {
        if (chat.memberCount() <= FindMarks.MEMBERS_LIVE) {
            List<MemberView> members = chats.members(chat.chatId());
            return members.stream().anyMatch(member -> member.userId().equals(query.userId())) ? members : List.of();
        }
        return query.since() == null
                ? List.of()
                : chats.member(chat.chatId(), query.userId()).stream().toList();
    }

    private static void add(
            List<ReceiptEnvelope> receipts,
            ChatId chatId,
            MemberView member,
            ReceiptType type,
            @Nullable Instant since) {
        MemberView.Mark mark = type == ReceiptType.READ ? member.read() : member.delivered();
        if (mark != null && moved(mark.at(), since)) {
            receipts.add(new ReceiptEnvelope(chatId, member.userId(), type, mark.upTo(), mark.at()));
        }
    }

    private static boolean moved(@Nullable Instant at, @Nullable Instant since) {
        return at != null && (since == null || !at.isBefore(since));
    }
}
