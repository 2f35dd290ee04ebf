package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.projection.rebuild.ViewsReady;
import io.parley.projection.rebuild.ViewsRebuilding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;

class RebuildReportTest {
    private final List<String> lines = new ArrayList<>();

    @Nested
    class Telling {
        @Test
        void showsHowFarAndHowFast() {
            publish(new ViewsRebuilding(4_200, 10_000, 2_100));
            assertThat(lines).containsExactly("Views: rebuilding, 42 % of 10000 events (2100/s)");
        }

        @Test
        void showsTheEnd() {
            publish(new ViewsReady(10_000, Duration.ofMillis(4_760)));
            assertThat(lines).containsExactly("Views: complete, 10000 events (4.8 s)");
        }

        @Test
        void isSilentWhereThereIsNothingToRebuild() {
            publish(new ViewsReady(0, Duration.ZERO));
            assertThat(lines).isEmpty();
        }
    }

    private void publish(Object event) {
        try (StaticApplicationContext context = new StaticApplicationContext()) {
            context.addApplicationListener(new RebuildReport(lines::add));
            context.refresh();
            context.publishEvent(event);
        }
    }
}
