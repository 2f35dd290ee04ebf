package io.parley.edge.world;

import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatOpened;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.message.MessageId;
import io.parley.shared.message.SendMessage;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.refusal.Invalid;
import io.parley.shared.refusal.NotAMember;
import io.parley.shared.refusal.NotFound;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A write side in a small memory. What {@link BackendViews} show of it can be held back. */
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

    static final class Chat {
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

    synchronized <A> A atOneMoment(Supplier<A> answer) {
        return answer.get();
    }

    Map<ChatId, Chat> chats() {
        return chats;
    }

    List<ReceiptEnvelope> marks() {
        return marks;
    }

    List<ReceiptEnvelope> marksShown() {
        return marks.subList(0, marksShown);
    }

    boolean refusesMarks() {
        return marksRefused;
    }

    Chat chat(ChatId chatId, UserId userId) {
        Chat chat = chats.get(chatId);
        if (chat == null) {
            throw new NotFound("chatId", "chat");
        }
        if (!chat.members.contains(userId)) {
            throw new NotAMember();
        }
        return chat;
    }
}
