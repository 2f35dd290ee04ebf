package io.parley.check.rule;

import io.parley.check.history.History;
import java.util.List;

/** A stream continues its cursors and passes over no seq without having announced a GAP before CAUGHT_UP. */
final class StreamsHaveNoHole implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        return StreamWalk.all(history, StreamWalk::holes);
    }
}
