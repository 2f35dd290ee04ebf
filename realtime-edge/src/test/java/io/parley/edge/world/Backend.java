package io.parley.edge.world;

import io.parley.edge.wire.Encoded;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.ChatOpened;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.member.FindMembers;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.message.MessageId;
import io.parley.shared.message.SendMessage;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.receipt.FindReceipts;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.NotAMember;
import io.parley.shared.refusal.NotFound;
import io.parley.shared.refusal.Unavailable;
import io.parley.shared.timeline.FindHeads;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.FindMemberships;
import io.parley.shared.timeline.ReceiptEnvelope;
import io.parley.shared.timeline.TimelineEnvelope;
import io.parley.shared.timeline.TimelineEnvelopes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Write side and views in one small memory. What the views show can be held back. */
public final class Backend {
    private final Map<ChatId, Chat> chats = new LinkedHashMap<>();
    private final List<ReceiptEnvelope> marks = new ArrayList<>();
    private final BiConsumer<ChatEvent, Long> onEvent;
    private final Consumer<ReceiptEnvelope> onReceipt;
    private boolean viewsHeld;
    private int marksShown;
    private int answersToLose;
    private boolean marksRefused;

    Backend(BiConsumer<ChatEvent, Long> onEvent, Consumer<ReceiptEnvelope> onReceipt) {
        this.onEvent = onEvent;
        this.onReceipt = onReceipt;
    }

    private static final class Chat {
        final List<UserId> members;
        final List<TimelineEnvelope> timeline = new ArrayList<>();
        final Map<ClientMessageId, MessageAccepted> acks = new LinkedHashMap<>();
        int shown;

        Chat(List<UserId> members) {
            this.members = members;
        }

        long head() {
            return shown - 1L;
        }
    }

    /** From now on the views stand still, until {@link #releaseViews}. */
    public synchronized void holdViews() {
        viewsHeld = true;
    }

    public synchronized void releaseViews() {
        viewsHeld = false;
        chats.values().forEach(chat -> chat.shown = chat.timeline.size());
        marksShown = marks.size();
    }

    /** As views do whose database is away. */
    public synchronized void refuseMarks(boolean yes) {
        marksRefused = yes;
    }

    /** Stores what the next commands say, and fails then. */
    public synchronized void loseAnswers(int count) {
        answersToLose = count;
    }

    synchronized void answer() {
        if (answersToLose > 0) {
            answersToLose--;
            throw new IllegalStateException("The connection was lost after the commit.");
        }
    }

    synchronized ChatOpened create(CreateChat command) {
        Chat existing = chats.get(command.chatId());
        if (existing != null) {
            return new ChatOpened(command.chatId(), existing.timeline.size() - 1L, false);
        }
        Set<UserId> members = new LinkedHashSet<>(List.of(command.creator()));
        members.addAll(command.members());
        chats.put(command.chatId(), new Chat(List.copyOf(members)));
        append(new ChatCreated(
                command.chatId(),
                command.kind(),
                command.creator(),
                List.copyOf(members),
                command.title(),
                command.encrypted(),
                command.historyVisible(),
                Instant.now()));
        return new ChatOpened(command.chatId(), 0, true);
    }

    synchronized MessageAccepted send(SendMessage command) {
        Chat chat = chat(command.chatId(), command.sender());
        MessageAccepted first = chat.acks.get(command.clientMsgId());
        if (first != null) {
            return first;
        }
        long seq = chat.timeline.size();
        MessageSent event = new MessageSent(
                command.chatId(),
                MessageId.at(command.chatId(), seq),
                command.clientMsgId(),
                command.sender(),
                command.content(),
                command.replyTo(),
                command.threadOf(),
                command.mentions(),
                seq,
                1,
                Instant.now());
        append(event);
        MessageAccepted ack =
                new MessageAccepted(command.clientMsgId(), event.messageId(), command.chatId(), seq, event.at());
        chat.acks.put(command.clientMsgId(), ack);
        return ack;
    }

    synchronized @Nullable Object confirm(ConfirmReceipt command) {
        Chat chat = chat(command.chatId(), command.userId());
        if (command.upTo() >= chat.timeline.size()) {
            throw new Invalid("seq", "This is beyond the end of the timeline.");
        }
        ReceiptEnvelope mark =
                new ReceiptEnvelope(command.chatId(), command.userId(), command.type(), command.upTo(), Instant.now());
        marks.add(mark);
        if (!viewsHeld) {
            marksShown = marks.size();
        }
        onReceipt.accept(mark);
        return null;
    }

    private void append(ChatEvent event) {
        Chat chat = Objects.requireNonNull(chats.get(event.chatId()));
        long seq = chat.timeline.size();
        chat.timeline.add(TimelineEnvelopes.of(event, seq));
        if (!viewsHeld) {
            chat.shown = chat.timeline.size();
        }
        onEvent.accept(event, seq);
    }

    private Chat chat(ChatId chatId, UserId userId) {
        Chat chat = chats.get(chatId);
        if (chat == null) {
            throw new NotFound("chatId", "chat");
        }
        if (!chat.members.contains(userId)) {
            throw new NotAMember();
        }
        return chat;
    }

    private Chat shown(ChatId chatId, UserId userId, long atLeast) {
        Chat chat = chats.get(chatId);
        if (atLeast > (chat == null ? -1 : chat.head())) {
            throw new Unavailable("The view lags.", 10);
        }
        return chat(chatId, userId);
    }

    synchronized FindHistory.Page history(FindHistory query) {
        Chat chat = shown(query.chatId(), query.userId(), query.atLeast());
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

    synchronized FindMemberships.Memberships memberships(FindMemberships query) {
        return new FindMemberships.Memberships(
                query.userIds().stream().map(this::memberships).toList());
    }

    private List<FindMemberships.Membership> memberships(UserId userId) {
        List<FindMemberships.Membership> found = new ArrayList<>();
        chats.forEach((chatId, chat) -> {
            if (chat.shown > 0 && chat.members.contains(userId)) {
                found.add(new FindMemberships.Membership(chatId, 0, chat.head(), chat.members.size()));
            }
        });
        return found;
    }

    synchronized FindHeads.Heads heads(FindHeads query) {
        return new FindHeads.Heads(query.chatIds().stream()
                .map(chatId -> new FindHeads.Head(
                        chatId, Objects.requireNonNull(chats.get(chatId)).head()))
                .toList());
    }

    synchronized FindMarks.Marks marks(FindMarks query) {
        if (marksRefused) {
            throw new Unavailable("The views are away.", 10);
        }
        return new FindMarks.Marks(query.questions().stream().map(this::marks).toList());
    }

    /** One chat a page. */
    private FindMarks.Page marks(FindMarks.Question question) {
        ChatId first = question.chats().stream().findFirst().orElse(null);
        return new FindMarks.Page(
                marks.stream()
                        .filter(mark -> mark.chatId().equals(first))
                        .filter(mark -> question.since() == null || !mark.at().isBefore(question.since()))
                        .toList(),
                question.chats().size() > 1 ? first : null);
    }

    synchronized FindMembers.Page members(FindMembers query) {
        return new FindMembers.Page(
                shown(query.chatId(), query.userId(), query.atLeast()).members.stream()
                        .map(member -> new FindMembers.Member(member, io.parley.shared.member.Role.MEMBER, 0))
                        .toList(),
                null);
    }

    synchronized FindReceipts.Receipts receipts(FindReceipts query) {
        shown(query.chatId(), query.userId(), query.atLeast());
        long read = readSeq(query.chatId(), query.userId());
        if (query.expected().readSeq() > read) {
            throw new Unavailable("The view lags.", 10);
        }
        return new FindReceipts.Receipts(List.of(), 0, read >= query.seq() ? 1 : 0);
    }

    synchronized FindInbox.Page inbox(FindInbox query) {
        for (FindInbox.Expected expected : query.expected()) {
            Chat chat = shown(expected.chatId(), query.userId(), expected.headSeq());
            if (chat.shown == 0 || expected.readSeq() > readSeq(expected.chatId(), query.userId())) {
                throw new Unavailable("The view lags.", 10);
            }
        }
        List<FindInbox.Row> rows = new ArrayList<>();
        chats.forEach((chatId, chat) -> {
            if (chat.shown > 0 && chat.members.contains(query.userId())) {
                long read = readSeq(chatId, query.userId());
                rows.add(new FindInbox.Row(
                        chatId, ChatKind.GROUP, null, chat.head(), null, 0, read, chat.members.size(), false));
            }
        });
        return new FindInbox.Page(rows, null);
    }

    private long readSeq(ChatId chatId, UserId userId) {
        return marks.subList(0, marksShown).stream()
                .filter(mark -> mark.chatId().equals(chatId) && mark.userId().equals(userId))
                .filter(mark -> mark.receipt() == ReceiptType.READ)
                .mapToLong(ReceiptEnvelope::upTo)
                .max()
                .orElse(-1);
    }
}
