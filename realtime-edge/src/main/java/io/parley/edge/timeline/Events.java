package io.parley.edge.timeline;

import io.parley.edge.session.Outlet;
import io.parley.shared.member.UserId;
import org.springframework.stereotype.Service;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** Opens the streams of devices. */
@Service
class Events {
    private final StreamSources sources;

    Events(StreamSources sources) {
        this.sources = sources;
    }

    Flux<Item> stream(UserId userId, Outlet outlet, EventsRequest.Checked request) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Item> device) {
                EventStream stream = new EventStream(device, userId, outlet, request, sources);
                device.onSubscribe(stream);
                stream.start();
            }
        };
    }
}
