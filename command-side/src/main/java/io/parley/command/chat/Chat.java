package io.parley.command.chat;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.parley.command.bus.SecondAttempt;
import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatOpened;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.message.MessageId;
import io.parley.shared.message.SendMessage;
import io.parley.shared.refusal.NotAMember;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A chat. Its event stream is the timeline: one command makes at most one event, and the event's position is its seq.
 * Keeps only what its own decisions need.
 */
@Aggregate(cache = "chatCache", snapshotTriggerDefinition = "aggregateSnapshots", commandTargetResolver = "sendTarget")
@Revision("2")
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
    /** Of all sends, where the store needs it. */
    private @Nullable SendFilter sends;

    private long headSeq = -1;

    ChatOpened open(CreateChat command, List<UserId> founders, Instant now) {
        if (chatId != null) {
            return new ChatOpened(chatId, 0, false);
        }
        apply(new ChatCreated(
                command.chatId(),
                command.kind(),
                command.creator(),
                founders,
                command.title(),
                command.encrypted(),
                command.historyVisible(),
                now));
        return new ChatOpened(command.chatId(), 0, true);
    }

    /** A repeat is answered before membership is looked at: an acknowledged message stays acknowledged. */
    @CommandHandler
    MessageAccepted handle(
            SendMessage command,
            @MetaDataValue(SecondAttempt.KEY) @Nullable Boolean again,
            PastSends past,
            Clock clock) {
        boolean unsure = again != null || !members.containsKey(command.sender());
        Optional<MessageSent> earlier = earlier(command, unsure, past);
        if (earlier.isPresent()) {
            return Repeat.answer(command, earlier.get());
        }
        Membership sender = member(command.sender());
        SendingRules.check(command, encrypted);
        SendingRules.checkTarget("replyTo", command.replyTo(), command, firstVisible(sender), headSeq);
        SendingRules.checkTarget("threadOf", command.threadOf(), command, firstVisible(sender), headSeq);
        MessageSent sent = sent(command, sender, clock);
        apply(sent);
        past.record(sent);
        return Repeat.accepted(sent);
    }

    /** The newest sends are known by their place; a place that another send has taken since leaves it open. */
    private Optional<MessageSent> earlier(SendMessage command, boolean unsure, PastSends past) {
        OptionalLong seq = recentSends.seqOf(command.sender(), command.clientMsgId());
        if (seq.isPresent()) {
            Optional<MessageSent> recent = past.at(chatId, seq.getAsLong()).filter(sent -> Repeat.isOf(command, sent));
            return recent.isPresent() ? recent : past.of(command);
        }
        return unsure || past.mustAsk(sends, command) ? past.of(command) : Optional.empty();
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
    void on(ChatCreated event, @SequenceNumber long seq, PastSends past) {
        chatId = event.chatId();
        encrypted = event.encrypted();
        historyVisible = event.historyVisible();
        event.members().forEach(user -> members.put(user, new Membership(event.foundingRole(user), seq, 0)));
        sends = past.newFilter();
        headSeq = seq;
    }

    @EventSourcingHandler
    void on(MessageSent event, @SequenceNumber long seq) {
        messages = event.ordinal();
        members.computeIfPresent(event.sender(), (user, member) -> member.withSent(event.senderOrdinal()));
        recentSends.remember(event.sender(), event.clientMsgId(), seq);
        if (sends != null) {
            sends.add(SendKey.of(event));
        }
        headSeq = seq;
    }
}
