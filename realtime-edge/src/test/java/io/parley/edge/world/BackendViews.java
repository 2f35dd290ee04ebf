package io.parley.edge.world;

import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.FindMembers;
import io.parley.shared.member.Role;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.receipt.FindReceipts;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.refusal.Refusal;
import io.parley.shared.refusal.Unavailable;
import io.parley.shared.timeline.FindChats;
import io.parley.shared.timeline.FindHeads;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.FindMemberships;
import io.parley.shared.timeline.ReceiptEnvelope;
import io.parley.shared.timeline.TimelineEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryExecutionException;

/** Views of what a {@link Backend} stores, as far as it shows that; each answer is of one moment. */
final class BackendViews {
    private final Backend backend;

    BackendViews(Backend backend) {
        this.backend = backend;
    }

    void answerOn(QueryBus bus) {
        answer(bus, FindHistory.class, FindHistory.Page.class, this::history);
        answer(bus, FindHistory.class, FindHistory.Json.class, query -> json(history(query)));
        answer(bus, FindMemberships.class, FindMemberships.Memberships.class, this::memberships);
        answer(bus, FindChats.class, FindChats.Chats.class, this::chats);
        answer(bus, FindHeads.class, FindHeads.Heads.class, this::heads);
        answer(bus, FindMarks.class, FindMarks.Marks.class, this::marks);
        answer(bus, FindMembers.class, FindMembers.Page.class, this::members);
        answer(bus, FindReceipts.class, FindReceipts.Receipts.class, this::receipts);
        answer(bus, FindInbox.class, FindInbox.Json.class, query -> json(inbox(query)));
    }

    private <Q, A> void answer(QueryBus bus, Class<Q> type, Class<A> answer, Function<Q, A> handler) {
        bus.<A>subscribe(type.getName(), answer, message -> {
            try {
                Q query = type.cast(message.getPayload());
                return backend.atOneMoment(() -> handler.apply(query));
            } catch (Refusal refusal) {
                throw new QueryExecutionException(refusal.getMessage(), null, refusal.problem());
            }
        });
    }

    private static FindHistory.Json json(FindHistory.Page page) {
        record Shown(List<TimelineEnvelope> items, boolean more) {}
        return new FindHistory.Json(ParleyJson.mapper().writeValueAsBytes(new Shown(page.items(), page.more())));
    }

    private static FindInbox.Json json(FindInbox.Page page) {
        return new FindInbox.Json(ParleyJson.mapper().writeValueAsBytes(page));
    }

    private FindChats.Chats chats(FindChats query) {
        return new FindChats.Chats(query.userIds().stream()
                .map(user -> memberships(user).stream()
                        .map(FindMemberships.Membership::chatId)
                        .toList())
                .toList());
    }

    private Backend.Chat shown(ChatId chatId, UserId userId, long atLeast) {
        Backend.Chat chat = backend.chats().get(chatId);
        if (atLeast > (chat == null ? -1 : chat.head())) {
            throw new Unavailable("The view lags.", 10);
        }
        return backend.chat(chatId, userId);
    }

    private FindHistory.Page history(FindHistory query) {
        Backend.Chat chat = shown(query.chatId(), query.userId(), query.atLeast());
        List<TimelineEnvelope> all = chat.timeline.subList(0, chat.shown);
        Long after = query.afterSeq();
        boolean upwards = after != null;
        int from;
        int to;
        if (after != null) {
            from = (int) Math.min(after + 1, all.size());
            to = Math.min(from + query.limit(), all.size());
        } else {
            to = query.beforeSeq() == null ? all.size() : (int) Math.min(query.beforeSeq(), all.size());
            from = Math.max(0, to - query.limit());
        }
        int bytes = 0;
        for (int count = 0; count < to - from; count++) {
            bytes +=
                    Encoded.of(all.get(upwards ? from + count : to - 1 - count)).size();
            if (bytes > query.bytes() && count > 0) {
                from = upwards ? from : to - count;
                to = upwards ? from + count : to;
            }
        }
        boolean more = upwards ? to < all.size() : from > 0;
        return new FindHistory.Page(List.copyOf(all.subList(from, to)), more, chat.head());
    }

    private FindMemberships.Memberships memberships(FindMemberships query) {
        return new FindMemberships.Memberships(
                query.userIds().stream().map(this::memberships).toList());
    }

    private List<FindMemberships.Membership> memberships(UserId userId) {
        List<FindMemberships.Membership> found = new ArrayList<>();
        backend.chats().forEach((chatId, chat) -> {
            if (chat.shown > 0 && chat.members.contains(userId)) {
                found.add(new FindMemberships.Membership(chatId, 0, chat.head(), chat.members.size()));
            }
        });
        return found;
    }

    private FindHeads.Heads heads(FindHeads query) {
        return new FindHeads.Heads(query.chatIds().stream()
                .map(chatId -> new FindHeads.Head(
                        chatId,
                        Objects.requireNonNull(backend.chats().get(chatId)).head()))
                .toList());
    }

    private FindMarks.Marks marks(FindMarks query) {
        if (backend.refusesMarks()) {
            throw new Unavailable("The views are away.", 10);
        }
        return new FindMarks.Marks(query.questions().stream().map(this::marks).toList());
    }

    /** One chat a page. */
    private FindMarks.Page marks(FindMarks.Question question) {
        ChatId first = question.chats().stream().findFirst().orElse(null);
        return new FindMarks.Page(
                backend.marks().stream()
                        .filter(mark -> mark.chatId().equals(first))
                        .filter(mark -> question.since() == null || !mark.at().isBefore(question.since()))
                        .toList(),
                question.chats().size() > 1 ? first : null);
    }

    private FindMembers.Page members(FindMembers query) {
        return new FindMembers.Page(
                shown(query.chatId(), query.userId(), query.atLeast()).members.stream()
                        .map(member -> new FindMembers.Member(member, Role.MEMBER, 0))
                        .toList(),
                null);
    }

    private FindReceipts.Receipts receipts(FindReceipts query) {
        shown(query.chatId(), query.userId(), query.atLeast());
        long read = readSeq(query.chatId(), query.userId());
        if (query.expected().readSeq() > read) {
            throw new Unavailable("The view lags.", 10);
        }
        return new FindReceipts.Receipts(List.of(), 0, read >= query.seq() ? 1 : 0);
    }

    private FindInbox.Page inbox(FindInbox query) {
        for (FindInbox.Expected expected : query.expected()) {
            Backend.Chat chat = shown(expected.chatId(), query.userId(), expected.headSeq());
            if (chat.shown == 0 || expected.readSeq() > readSeq(expected.chatId(), query.userId())) {
                throw new Unavailable("The view lags.", 10);
            }
        }
        List<FindInbox.Row> rows = new ArrayList<>();
        backend.chats().forEach((chatId, chat) -> {
            if (chat.shown > 0 && chat.members.contains(query.userId())) {
                long read = readSeq(chatId, query.userId());
                rows.add(new FindInbox.Row(
                        chatId, ChatKind.GROUP, null, chat.head(), null, 0, read, chat.members.size(), false));
            }
        });
        return new FindInbox.Page(rows, null);
    }

    private long readSeq(ChatId chatId, UserId userId) {
        return backend.marksShown().stream()
                .filter(mark -> mark.chatId().equals(chatId) && mark.userId().equals(userId))
                .filter(mark -> mark.receipt() == ReceiptType.READ)
                .mapToLong(ReceiptEnvelope::upTo)
                .max()
                .orElse(-1);
    }
}
