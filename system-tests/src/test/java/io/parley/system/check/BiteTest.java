package io.parley.system.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.check.CheckSettings;
import io.parley.check.Play;
import io.parley.check.history.Recorder;
import io.parley.check.rule.Rules;
import io.parley.check.rule.Violation;
import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Parley;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Real clients and a real server, with a fault planted between them: the rule meant for it finds it, and no other. */
@EndToEnd
class BiteTest {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Duration PLANTING = Duration.ofMinutes(1);
    private static final int ACKS_AFTERWARDS = 30;

    @Test
    void aCleanRunBreaksNoRule(Parley parley) throws IOException {
        Fault none = new Fault();
        none.plant();

        assertThat(violations(parley, none)).isEmpty();
    }

    @Test
    void anAckBeforeTheCommitIsFound(Parley parley) throws IOException {
        finds(parley, new Faults.AckBeforeCommit(), "AckedMessagesAreStored");
    }

    @Test
    void aMessageThatIsStoredTwiceIsFound(Parley parley) throws IOException {
        finds(parley, new Faults.StoredTwice(), "OneMessagePerClientMsgId");
    }

    @Test
    void aMessageThatIsDeliveredTwiceIsFound(Parley parley) throws IOException {
        finds(parley, new Faults.DeliveredTwice(), "StreamsRepeatNothing");
    }

    @Test
    void aHoleIsFound(Parley parley) throws IOException {
        finds(parley, new Faults.Withheld(false), "StreamsHaveNoHole");
    }

    @Test
    void theLostLastMessageOfAChatIsFound(Parley parley) throws IOException {
        finds(parley, new Faults.Withheld(true), "DevicesHoldEverything");
    }

    @Test
    void swappedMessagesAreFound(Parley parley) throws IOException {
        finds(parley, new Faults.Swapped(), "StreamsKeepTheOrder");
    }

    @Test
    void aReceiptThatGoesBackIsFound(Parley parley) throws IOException {
        finds(parley, new Faults.BackwardReceipt(), "ReceiptsMoveForward");
    }

    @Test
    void anUnreadCountThatIsOffByOneIsFound(Parley parley) throws IOException {
        finds(parley, new Faults.UnreadOffByOne(), "UnreadIsExact");
    }

    private static void finds(Parley parley, Fault fault, String rule) throws IOException {
        assertThat(violations(parley, fault))
                .isNotEmpty()
                .extracting(Violation::rule)
                .containsOnly(rule);
    }

    private static List<Violation> violations(Parley parley, Fault fault) throws IOException {
        int run = RUNS.incrementAndGet();
        CheckSettings settings = new CheckSettings("bite" + run, run, Duration.ZERO, 12, 6, Duration.ofSeconds(5));
        Recorder recorder = new Recorder(System::nanoTime);
        try (Tampering between = new Tampering(parley.endpoint(), fault);
                Play play = Play.begin(settings, recorder, parley.base(), between.uri())) {
            await("the fault was planted").atMost(PLANTING).until(() -> fault.isPlanted());
            long before = recorder.ackedCount();
            await("life went on").atMost(PLANTING).until(() -> recorder.ackedCount() > before + ACKS_AFTERWARDS);
            play.end();
            return Rules.check(play.settle());
        }
    }
}
