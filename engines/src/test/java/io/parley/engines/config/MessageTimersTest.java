package io.parley.engines.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.monitoring.MessageMonitor;
import org.junit.jupiter.api.Test;

class MessageTimersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MessageTimers timers = new MessageTimers(registry);

    @Test
    void tellComponentsPayloadsAndOutcomesApart() {
        MessageMonitor<Message<?>> bus = timers.of(CommandBus.class, "commandBus");
        bus.onMessageIngested(new GenericCommandMessage<>("text")).reportSuccess();
        bus.onMessageIngested(new GenericCommandMessage<>("text")).reportSuccess();
        bus.onMessageIngested(new GenericCommandMessage<>(7)).reportFailure(new IllegalStateException("no"));
        assertThat(count("String", "success")).isEqualTo(2);
        assertThat(count("Integer", "failure")).isEqualTo(1);
        assertThat(count("Integer", "success")).isZero();
    }

    @Test
    void sayHowOldEventsAreWhenAProcessorGetsThem() {
        Instant before = Instant.now().minusSeconds(60);
        MessageMonitor<Message<?>> processor = timers.of(EventProcessor.class, "timeline");
        processor.onMessageIngested(new GenericEventMessage<>("id", "text", Map.of(), before));
        assertThat(registry.get("parley.processor.lag")
                        .tag("component", "timeline")
                        .timeGauge()
                        .value(TimeUnit.SECONDS))
                .isBetween(60.0, 120.0);
    }

    private long count(String payload, String outcome) {
        return registry.get("parley.messages")
                .tags("component", "commandBus", "payload", payload, "outcome", outcome)
                .timer()
                .count();
    }
}
