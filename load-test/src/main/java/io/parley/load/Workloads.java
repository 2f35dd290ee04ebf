package io.parley.load;

import io.parley.load.conversation.Talking;
import io.parley.load.idle.Idle;
import io.parley.load.page.Pages;
import io.parley.load.replay.Replay;
import io.parley.load.storm.ReconnectStorm;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The kinds of load that there are, by name. */
enum Workloads {
    ONE_TO_ONE,
    GROUP,
    HOT_CHAT,
    PAGES,
    IDLE,
    RECONNECT_STORM,
    REPLAY;

    Workload of(LoadTest test) {
        return switch (this) {
            case ONE_TO_ONE -> Talking.ONE_TO_ONE::run;
            case GROUP -> Talking.GROUP::run;
            case HOT_CHAT -> Talking.HOT_CHAT::run;
            case PAGES -> new Pages(test.pages())::run;
            case IDLE -> new Idle(test.idle())::run;
            case REPLAY -> new Replay()::run;
            case RECONNECT_STORM -> new ReconnectStorm(LoadTest.class, test.storm())::run;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For the help. */
    static final class Names extends ArrayList<String> {
        @Serial
        private static final long serialVersionUID = 1L;

        Names() {
            super(Arrays.stream(values()).map(Workloads::text).toList());
        }
    }

    static final class Named implements ITypeConverter<Workloads> {
        @Override
        public Workloads convert(String name) {
            return Arrays.stream(values())
                    .filter(it -> it.text().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no workload '" + name + "', only " + String.join(", ", new Names())));
        }
    }
}
