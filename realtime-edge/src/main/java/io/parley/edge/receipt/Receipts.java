package io.parley.edge.receipt;

import static io.parley.edge.wire.Fields.required;
import static io.parley.edge.wire.Fields.within;

import io.parley.edge.view.KnownHeads;
import io.parley.edge.view.OwnWrites;
import io.parley.edge.view.ViewClient;
import io.parley.shared.chat.ChatId;
import io.parley.shared.member.FindMembers;
import io.parley.shared.member.UserId;
import io.parley.shared.message.MessageId;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.receipt.FindReceipts;
import io.parley.shared.receipt.ReceiptType;
import io.parley.shared.refusal.NotFound;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Confirms receipts and looks them up, for devices and for REST alike. */
@Service
class Receipts {
    private final Bursts bursts;
    private final ViewClient views;
    private final KnownHeads heads;
    private final OwnWrites own;

    Receipts(Bursts bursts, ViewClient views, KnownHeads heads, OwnWrites own) {
        this.bursts = bursts;
        this.views = views;
        this.heads = heads;
        this.own = own;
    }

    Mono<Map<String, Object>> confirm(UserId userId, ReceiptRequest request) {
        ChatId chatId = required("chatId", request.chatId());
        ReceiptType type = required("type", request.type());
        long seq = within("seq", required("seq", request.seq()), 0, Long.MAX_VALUE);
        return confirm(new ConfirmReceipt(chatId, userId, type, seq));
    }

    Mono<Map<String, Object>> read(UserId userId, MessageId messageId, ReadRequest request) {
        ChatId chatId = required("chatId", request.chatId());
        long seq = messageId.seqIn(chatId);
        // Seq 0 is the chat's creation.
        if (seq < 1) {
            return views.once(new FindMembers(userId, chatId, null, 1, -1), FindMembers.Page.class)
                    .flatMap(inTheChat -> Mono.error(new NotFound("messageId", "message in this chat")));
        }
        return confirm(new ConfirmReceipt(chatId, userId, ReceiptType.READ, seq))
                .onErrorMap(Outcome::isBeyondTheEnd, error -> new NotFound("messageId", "message in this chat"));
    }

    Mono<FindReceipts.Receipts> find(UserId userId, ReceiptsRequest request) {
        ChatId chatId = required("chatId", request.chatId());
        long seq = within("seq", required("seq", request.seq()), 0, Long.MAX_VALUE);
        return views.ask(
                new FindReceipts(userId, chatId, seq, heads.atLeast(chatId, seq), own.inReceipts(userId, chatId)),
                new FindReceipts(userId, chatId, seq, -1),
                FindReceipts.Receipts.class);
    }

    private Mono<Map<String, Object>> confirm(ConfirmReceipt mark) {
        return bursts.confirm(mark).thenReturn(Map.of());
    }
}
