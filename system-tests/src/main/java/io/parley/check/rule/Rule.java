package io.parley.check.rule;

import io.parley.check.history.History;
import java.util.List;

/** A pure function over the records of a run. */
public interface Rule {
    List<String> brokenIn(History history);

    default String name() {
        return getClass().getSimpleName();
    }
}
