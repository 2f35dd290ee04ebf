package io.parley.edge.session;

/** This edge node, new at each start: what a former run left in Redis is not ours. */
public record NodeId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
