package io.parley.command.chat;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatOpened;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.message.MessageId;
import io.parley.shared.message.SendMessage;
import io.parley.shared.refusal.Conflict;
import io.parley.shared.refusal.NotAMember;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/**
 * A chat. Its event stream is the timeline: one command makes at most one event, and the event's position is its seq.
 * Keeps only what its own decisions need.
 */
@Aggregate(cache = "chatCache", snapshotTriggerDefinition = "aggregateSnapshots")
@Revision("1")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@SuppressWarnings("NullAway.Init") // Axon makes it empty and lets the first event fill it.
class Chat {
    @AggregateIdentifier
    private ChatId chatId;

    private boolean encrypted;
    private boolean historyVisible;
    private Map<UserId, Membership> members = new LinkedHashMap<>();
    private long messages;
    private RecentSends recentSends = new RecentSends();
    private long headSeq = -1;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    ChatOpened handle(CreateChat command, Clock clock) {
        if (chatId != null) {
            return new ChatOpened(chatId, 0, false);
        }
        apply(new ChatCreated(
                command.chatId(),
                command.kind(),
                command.creator(),
                OpeningRules.foundingMembers(command),
                command.title(),
                command.encrypted(),
                command.historyVisible(),
                clock.instant()));
        return new ChatOpened(command.chatId(), 0, true);
    }

    /** A repeat is answered before membership is looked at: an acknowledged message stays acknowledged. */
    @CommandHandler
    MessageAccepted handle(SendMessage command, StoredTimeline timeline, Clock clock) {
        Optional<MessageSent> earlier = earlier(command, timeline);
        if (earlier.isPresent()) {
            return repeat(command, earlier.get());
        }
        Membership sender = member(command.sender());
        SendingRules.check(command, encrypted);
        SendingRules.checkTarget("replyTo", command.replyTo(), command, firstVisible(sender), headSeq);
        SendingRules.checkTarget("threadOf", command.threadOf(), command, firstVisible(sender), headSeq);
        MessageSent sent = sent(command, sender, clock);
        apply(sent);
        return accepted(sent);
    }

    private Optional<MessageSent> earlier(SendMessage command, StoredTimeline timeline) {
        OptionalLong seq = recentSends.seqOf(command.sender(), command.clientMsgId());
        return seq.isEmpty()
                ? Optional.empty()
                : timeline.at(chatId, seq.getAsLong())
                        .filter(MessageSent.class::isInstance)
                        .map(MessageSent.class::cast)
                        .filter(sent -> sent.sender().equals(command.sender())
                                && sent.clientMsgId().equals(command.clientMsgId()));
    }

    private static MessageAccepted repeat(SendMessage command, MessageSent earlier) {
        if (!saysTheSame(command, earlier)) {
            throw new Conflict(
                    "clientMsgId", "This clientMsgId was used in this chat for a message with other content.");
        }
        return accepted(earlier);
    }

    private static boolean saysTheSame(SendMessage command, MessageSent earlier) {
        return earlier.content().equals(command.content())
                && Objects.equals(earlier.replyTo(), command.replyTo())
                && Objects.equals(earlier.threadOf(), command.threadOf())
                && earlier.mentions().equals(command.mentions());
    }

    private MessageSent sent(SendMessage command, Membership sender, Clock clock) {
        return new MessageSent(
                chatId,
                MessageId.at(chatId, headSeq + 1),
                command.clientMsgId(),
                command.sender(),
                command.content(),
                command.replyTo(),
                command.threadOf(),
                command.mentions(),
                messages + 1,
                sender.sent() + 1,
                clock.instant());
    }

    private static MessageAccepted accepted(MessageSent sent) {
        long seq = sent.messageId().seqIn(sent.chatId());
        return new MessageAccepted(sent.clientMsgId(), sent.messageId(), sent.chatId(), seq, sent.at());
    }

    private long firstVisible(Membership member) {
        return historyVisible ? 0 : member.joinedSeq();
    }

    /** The member's standing, or a refusal. */
    Membership member(UserId user) {
        Membership member = members.get(user);
        if (member == null) {
            throw new NotAMember();
        }
        return member;
    }

    long headSeq() {
        return headSeq;
    }

    @EventSourcingHandler
    void on(ChatCreated event, @SequenceNumber long seq) {
        chatId = event.chatId();
        encrypted = event.encrypted();
        historyVisible = event.historyVisible();
        event.members().forEach(user -> members.put(user, new Membership(event.foundingRole(user), seq, 0)));
        headSeq = seq;
    }

    @EventSourcingHandler
    void on(MessageSent event, @SequenceNumber long seq) {
        messages = event.ordinal();
        members.computeIfPresent(event.sender(), (user, member) -> member.withSent(event.senderOrdinal()));
        recentSends.remember(event.sender(), event.clientMsgId(), seq);
        headSeq = seq;
    }
}
