package io.parley.standalone;

import io.parley.projection.rebuild.ViewsReady;
import io.parley.projection.rebuild.ViewsRebuilding;
import java.util.Locale;
import java.util.function.Consumer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** Tells how the views come along; messages are taken meanwhile. */
final class RebuildReport implements ApplicationListener<PayloadApplicationEvent<?>> {
    private final Consumer<String> progress;

    RebuildReport(Consumer<String> progress) {
        this.progress = progress;
    }

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<?> event) {
        if (event.getPayload() instanceof ViewsRebuilding rebuilding) {
            progress.accept(line(rebuilding));
        } else if (event.getPayload() instanceof ViewsReady ready && ready.total() > 0) {
            progress.accept(line(ready));
        }
    }

    static String line(ViewsRebuilding rebuilding) {
        long percent = rebuilding.done() * 100 / Math.max(1, rebuilding.total());
        return "Views: rebuilding, %d %% of %d events (%d/s)"
                .formatted(percent, rebuilding.total(), rebuilding.perSecond());
    }

    static String line(ViewsReady ready) {
        return String.format(
                Locale.ROOT,
                "Views: complete, %d events (%.1f s)",
                ready.total(),
                ready.took().toMillis() / 1000.0);
    }
}
