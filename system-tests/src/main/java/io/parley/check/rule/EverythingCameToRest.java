package io.parley.check.rule;

import io.parley.check.history.History;
import java.util.List;

/** Once all faults are over, servers answer, pending sends are acknowledged and devices catch up by themselves. */
final class EverythingCameToRest implements Rule {
    @Override
    public List<String> brokenIn(History history) {
        return history.stuck();
    }
}
