package io.parley.check.rule;

import io.parley.check.history.History;
import java.util.List;

/** Within one stream each chat comes in the order of its seqs. */
final class StreamsKeepTheOrder implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        return StreamWalk.all(history, StreamWalk::disorder);
    }
}
