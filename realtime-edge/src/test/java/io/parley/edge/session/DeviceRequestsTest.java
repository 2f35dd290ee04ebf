package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.edge.wire.Format;
import io.parley.shared.member.UserId;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.util.DefaultPayload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class DeviceRequestsTest {
    private static final int UNANSWERED = 2_048;

    private final Sinks.One<Payload> answer = Sinks.one();

    @Nested
    class RequestsThatWait {
        @Test
        void areLimitedAndLeaveRoomWhenTheyAreAnsweredOrGivenUp() {
            DeviceRequests requests =
                    new DeviceRequests(session(), new DirectRoutes(new RSocketMessageHandler()), new Unanswering());
            List<Disposable> waiting = new ArrayList<>();
            for (int i = 0; i < UNANSWERED; i++) {
                waiting.add(ask(requests).subscribe());
            }
            StepVerifier.create(ask(requests))
                    .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("RATE_LIMITED"));
            waiting.get(0).dispose();
            waiting.add(ask(requests).subscribe());
            StepVerifier.create(ask(requests))
                    .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("RATE_LIMITED"));
            answer.tryEmitValue(DefaultPayload.create("{}"));
            StepVerifier.create(ask(requests)).expectNextCount(1).verifyComplete();
        }
    }

    private static Mono<Payload> ask(DeviceRequests requests) {
        return requests.requestResponse(DefaultPayload.create("{}"));
    }

    private static Session session() {
        return new Session("node/1", new UserId("gil"), "phone", Format.JSON, null, Outlet.OPEN);
    }

    private final class Unanswering implements RSocket {
        @Override
        public Mono<Payload> requestResponse(Payload payload) {
            return answer.asMono();
        }
    }
}
