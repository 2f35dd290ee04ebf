package io.parley.query.receipt;

import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberChat;
import io.parley.query.view.MemberView;
import io.parley.query.view.Views;
import io.parley.shared.chat.ChatId;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.timeline.ReceiptEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the marks stand in all chats of a user. */
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
        List<ReceiptEnvelope> receipts = new ArrayList<>();
        for (MemberChat in : chats.chatsOf(query.userId())) {
            if (moved(in.chat().marksAt(), query.since())) {
                for (MemberView member : membersToTellOf(in, query.since())) {
                    add(receipts, in.chat().chatId(), member, ReceiptType.DELIVERED, query.since());
                    add(receipts, in.chat().chatId(), member, ReceiptType.READ, query.since());
                }
            }
        }
        return new FindMarks.Marks(receipts);
    }

    /** In large chats a user hears of its own marks alone, as it does live. */
    private List<MemberView> membersToTellOf(MemberChat in, @Nullable Instant since) {
        if (in.chat().memberCount() <= FindMarks.MEMBERS_LIVE) {
            return chats.members(in.chat().chatId());
        }
        return since == null ? List.of() : List.of(in.member());
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
