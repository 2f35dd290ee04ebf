package io.parley.engines.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.messaging.Message;
import org.axonframework.monitoring.MessageMonitor;

/**
 * Times what goes through Axon's buses and processors: {@code parley.messages} by {@code component}, {@code payload} and
 * {@code outcome}, and for each processor {@code parley.processor.lag}, how old an event was when it got there. Axon's
 * own meters are looked up by name and built again for every message, which cost a twelfth of the processor time.
 */
final class MessageTimers {
    private final MeterRegistry registry;

    MessageTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The monitor of one bus, store or processor. */
    MessageMonitor<Message<?>> of(Class<?> type, String name) {
        Component component = new Component(name);
        if (EventProcessor.class.isAssignableFrom(type)) {
            TimeGauge.builder("parley.processor.lag", component.lagMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                    .tag("component", name)
                    .register(registry);
        }
        return component;
    }

    private final class Component implements MessageMonitor<Message<?>> {
        private final String name;
        private final AtomicLong lagMillis = new AtomicLong();
        private final Map<Class<?>, Outcomes> byPayload = new ConcurrentHashMap<>();

        Component(String name) {
            this.name = name;
        }

        @Override
        public MonitorCallback onMessageIngested(Message<?> message) {
            if (message instanceof EventMessage<?> event) {
                lagMillis.set(System.currentTimeMillis() - event.getTimestamp().toEpochMilli());
            }
            return new Timing(byPayload.computeIfAbsent(message.getPayloadType(), this::outcomes), System.nanoTime());
        }

        private Outcomes outcomes(Class<?> payload) {
            return new Outcomes(timer(payload, "success"), timer(payload, "failure"), timer(payload, "ignored"));
        }

        private Timer timer(Class<?> payload, String outcome) {
            return Timer.builder("parley.messages")
                    .tag("component", name)
                    .tag("payload", payload.getSimpleName())
                    .tag("outcome", outcome)
                    .register(registry);
        }
    }

    private record Outcomes(Timer success, Timer failure, Timer ignored) {}

    private record Timing(Outcomes outcomes, long since) implements MessageMonitor.MonitorCallback {
        @Override
        public void reportSuccess() {
            record(outcomes.success);
        }

        @Override
        public void reportFailure(Throwable cause) {
            record(outcomes.failure);
        }

        @Override
        public void reportIgnored() {
            record(outcomes.ignored);
        }

        private void record(Timer timer) {
            timer.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
        }
    }
}
