package io.parley.edge.receipt;

import io.parley.edge.session.Request;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
class ReceiptRoutes {
    private final Receipts receipts;

    ReceiptRoutes(Receipts receipts) {
        this.receipts = receipts;
    }

    @MessageMapping("receipt")
    Mono<byte[]> confirm(Request request) {
        return request.answer(
                ReceiptRequest.class, body -> receipts.confirm(request.session().userId(), body));
    }

    @MessageMapping("receipts")
    Mono<byte[]> find(Request request) {
        return request.answer(
                ReceiptsRequest.class, body -> receipts.find(request.session().userId(), body));
    }
}
