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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the marks stand in the chats of users, a page for each. */
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
        if (query.questions().stream().anyMatch(question -> question.chats().size() > FindMarks.CHATS)) {
            throw new Invalid("chats", "At most " + FindMarks.CHATS + " chats can be looked at for one page.");
        }
        return views.read(() -> marks(query.questions()));
    }

    private FindMarks.Marks marks(List<FindMarks.Question> questions) {
        Map<ChatId, ChatView> found = chats.chats(questions.stream()
                .flatMap(question -> question.chats().stream())
                .distinct()
                .toList());
        // Who comes back together is often in the same chats.
        Map<ChatId, List<MemberView>> membersOf = new HashMap<>();
        List<FindMarks.Page> pages = new ArrayList<>();
        int marks = 0;
        for (FindMarks.Question question : questions) {
            if (marks >= FindMarks.ANSWER) {
                break;
            }
            FindMarks.Page page = page(question, found, membersOf);
            pages.add(page);
            marks += page.receipts().size();
        }
        return new FindMarks.Marks(pages);
    }

    private FindMarks.Page page(
            FindMarks.Question question, Map<ChatId, ChatView> found, Map<ChatId, List<MemberView>> membersOf) {
        List<ReceiptEnvelope> receipts = new ArrayList<>();
        int looked = 0;
        for (ChatId chatId : question.chats()) {
            looked++;
            ChatView chat = found.get(chatId);
            if (chat != null && moved(chat.marksAt(), question.since())) {
                for (MemberView member : membersToTellOf(chat, question, membersOf)) {
                    add(receipts, chatId, member, ReceiptType.DELIVERED, question.since());
                    add(receipts, chatId, member, ReceiptType.READ, question.since());
                }
                if (receipts.size() >= FindMarks.PAGE
                        && looked < question.chats().size()) {
                    return new FindMarks.Page(receipts, chatId);
                }
            }
        }
        return new FindMarks.Page(receipts, null);
    }

    /** In large chats a user hears of its own marks alone, as it does live. */
    private List<MemberView> membersToTellOf(
            ChatView chat, FindMarks.Question question, Map<ChatId, List<MemberView>> membersOf) {
        if (chat.memberCount() <= FindMarks.MEMBERS_LIVE) {
            List<MemberView> members = membersOf.computeIfAbsent(chat.chatId(), chats::members);
            return members.stream().anyMatch(member -> member.userId().equals(question.userId())) ? members : List.of();
        }
        return question.since() == null
                ? List.of()
                : chats.member(chat.chatId(), question.userId()).stream().toList();
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
