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

/** Where the marks stand in the chats of a user, a page at a time. */
@Component
class MarkQueries {
    /** Looked at for one page, whether their marks moved or not. */
    private static final int CHATS = 200;

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
        String after = query.after() == null ? "" : query.after().value();
        ChatViews.Run run = chats.chatsAfter(query.userId(), after, CHATS);
        List<ReceiptEnvelope> receipts = new ArrayList<>();
        for (MemberChat in : run.chats()) {
            if (moved(in.chat().marksAt(), query.since())) {
                addAll(receipts, in, query.since());
                if (receipts.size() >= FindMarks.PAGE) {
                    return new FindMarks.Marks(receipts, in.chat().chatId());
                }
            }
        }
        return new FindMarks.Marks(receipts, run.next());
    }

    private void addAll(List<ReceiptEnvelope> receipts, MemberChat in, @Nullable Instant since) {
        for (MemberView member : membersToTellOf(in, since)) {
            add(receipts, in.chat().chatId(), member, ReceiptType.DELIVERED, since);
            add(receipts, in.chat().chatId(), member, ReceiptType.READ, since);
        }
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
