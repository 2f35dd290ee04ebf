package io.parley.edge.timeline;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.parley.edge.session.Outlet;
import io.parley.edge.world.EdgeTest;
import io.parley.shared.member.UserId;
import io.parley.shared.refusal.Unavailable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.CoreSubscriber;

class BrokenStreamTest extends EdgeTest {
    @Autowired
    private StreamSources sources;

    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void endsInsteadOfBeingSilentForEver() {
        AssertionError broken = new AssertionError("broken");
        EventStream stream = stream(outletThatThrows(broken));
        assertThatCode(() -> stream.request(1)).doesNotThrowAnyException();
        assertThat(failures).containsExactly(broken);
        stream.request(1);
        stream.goAway();
        assertThat(failures).containsExactly(broken);
    }

    @Test
    void tellsItsDeviceThatTheStreamAndNotTheServerEnds() {
        EventStream stream = stream(Outlet.OPEN);
        stream.request(1);
        stream.broken();
        assertThat(failures)
                .singleElement(as(InstanceOfAssertFactories.type(Unavailable.class)))
                .satisfies(told -> {
                    assertThat(told.problem().retryable()).isTrue();
                    assertThat(told.problem().message()).startsWith("This stream broke");
                });
    }

    private EventStream stream(Outlet outlet) {
        return new EventStream(
                new Device(), new UserId("ann"), outlet, new EventsRequest(Map.of(), 10L, null).checked(), sources);
    }

    private static Outlet outletThatThrows(AssertionError broken) {
        return (Outlet) Proxy.newProxyInstance(
                Outlet.class.getClassLoader(), new Class<?>[] {Outlet.class}, (self, method, arguments) -> {
                    if (method.getName().equals("hasRoom")) {
                        throw broken;
                    }
                    return method.invoke(Outlet.OPEN, arguments);
                });
    }

    private final class Device implements CoreSubscriber<Item> {
        @Override
        public void onSubscribe(Subscription subscription) {}

        @Override
        public void onNext(Item item) {}

        @Override
        public void onError(Throwable error) {
            failures.add(error);
        }

        @Override
        public void onComplete() {}
    }
}
