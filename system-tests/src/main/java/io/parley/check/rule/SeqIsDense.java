package io.parley.check.rule;

import io.parley.check.history.DeviceLog;
import io.parley.check.history.Envelope;
import io.parley.check.history.History;
import java.util.ArrayList;
import java.util.List;

/** The seqs of a chat are 0, 1, 2 and so on; so are those of any page of it. */
final class SeqIsDense implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        List<String> broken = new ArrayList<>();
        history.timelines().forEach((chatId, timeline) -> look("The history of chat " + chatId, -1, timeline, broken));
        for (DeviceLog device : history.devices()) {
            for (DeviceLog.Page page : device.pages()) {
                look(
                        "A page of the history of chat " + page.chatId() + " that " + device.name() + " read",
                        page.afterSeq(),
                        page.items(),
                        broken);
            }
        }
        return broken;
    }

    private static void look(String what, long after, List<Envelope.Entry> items, List<String> broken) {
        long expected = after + 1;
        for (Envelope.Entry entry : items) {
            if (entry.seq() != expected) {
                broken.add(what + " has seq " + entry.seq() + " where seq " + expected + " must be");
                return;
            }
            expected++;
        }
    }
}
