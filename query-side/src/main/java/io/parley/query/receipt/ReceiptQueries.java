package io.parley.query.receipt;

import io.parley.query.view.ChatAccess;
import io.parley.query.view.ChatView;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberChat;
import io.parley.query.view.MemberView;
import io.parley.query.view.Views;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.FindReceipts;
import io.parley.shared.refusal.Invalid;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Who has received and read a seq. */
@Component
class ReceiptQueries {
    /** Of a chat however large, members and their marks are held in memory page by page. */
    static final int MEMBERS_AT_ONCE = FindReceipts.MEMBERS_LISTED;

    private final Views views;
    private final ChatAccess access;
    private final ChatViews chats;
    private final MarksReader marks;

    ReceiptQueries(Views views, ChatAccess access, ChatViews chats, MarksReader marks) {
        this.views = views;
        this.access = access;
        this.chats = chats;
        this.marks = marks;
    }

    @QueryHandler
    FindReceipts.Receipts handle(FindReceipts query) {
        return views.read(() -> receipts(query));
    }

    private FindReceipts.Receipts receipts(FindReceipts query) {
        MemberChat opened = access.open(query.chatId(), query.userId(), query.atLeast());
        ChatView chat = opened.chat();
        if (query.seq() < 0 || query.seq() > chat.headSeq()) {
            throw new Invalid("seq", "seq is a place in the chat's timeline: 0 to " + chat.headSeq() + ".");
        }
        ReceiptCount count = new ReceiptCount(chat.memberCount() <= FindReceipts.MEMBERS_LISTED);
        String after = "";
        List<MemberView> members;
        do {
            members = chats.membersAfter(query.chatId(), after, MEMBERS_AT_ONCE);
            List<FindReceipts.Member> answers = answers(query, members);
            answers.stream()
                    .filter(answer -> answer.userId().equals(query.userId()))
                    .forEach(own -> requireExpected(query, opened.member(), own));
            count.add(answers);
            after = members.isEmpty()
                    ? after
                    : members.get(members.size() - 1).userId().value();
        } while (members.size() == MEMBERS_AT_ONCE);
        return count.receipts();
    }

    /** Those of the members who see the seq. */
    private List<FindReceipts.Member> answers(FindReceipts query, List<MemberView> members) {
        List<MemberView> seeing = members.stream()
                .filter(member -> member.firstSeq() <= query.seq())
                .toList();
        Map<UserId, MarkTimes> times = marks.times(query.chatId(), query.seq(), seeing);
        return seeing.stream()
                .map(member -> answer(member.userId(), times.getOrDefault(member.userId(), MarkTimes.NONE)))
                .toList();
    }

    /** By the answer and not by the member: the times are written behind the member's marks. */
    private static void requireExpected(FindReceipts query, MemberView member, FindReceipts.Member own) {
        // No mark is kept of what lies before the joining.
        long lowest = Math.max(query.seq(), member.joinedSeq());
        boolean delivered = query.expected().deliveredSeq() >= lowest;
        boolean read = query.expected().readSeq() >= lowest;
        if ((delivered && own.deliveredAt() == null) || (read && own.readAt() == null)) {
            throw ChatAccess.lagging();
        }
    }

    private static FindReceipts.Member answer(UserId userId, MarkTimes times) {
        return new FindReceipts.Member(userId, times.deliveredAt(), times.readAt());
    }
}
