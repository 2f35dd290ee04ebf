package io.parley.edge.timeline;

import io.parley.edge.session.Request;
import io.parley.edge.session.Session;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

@Controller
class EventsRoutes {
    private final Events events;

    EventsRoutes(Events events) {
        this.events = events;
    }

    @MessageMapping("events")
    Flux<byte[]> open(Request request) {
        Session session = request.session();
        return request.stream(
                EventsRequest.class,
                body -> events.stream(session.userId(), session.outlet(), body.checked())
                        .map(item -> item.envelope().as(session.format())));
    }
}
