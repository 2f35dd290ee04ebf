package io.parley.check.rule;

import io.parley.check.history.History;
import java.util.List;

/** Within one stream nothing of the timeline comes twice, nor anything at or before its cursors. */
final class StreamsRepeatNothing implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        return StreamWalk.all(history, StreamWalk::repeats);
    }
}
