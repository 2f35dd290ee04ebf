package io.parley.projection.view;

import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a batch of events changes in the views, at most one change per document. */
public final class ViewChanges {
    private final Map<String, Map<String, Upsert>> collections = new HashMap<>();

    /** The change of one document, to be added to. */
    public Upsert upsert(String collection, String id) {
        return collections
                .computeIfAbsent(collection, name -> new LinkedHashMap<>())
                .computeIfAbsent(id, Upsert::new);
    }

    List<WriteModel<Upsert>> of(String collection) {
        Map<String, Upsert> changes = collections.getOrDefault(collection, Map.of());
        List<WriteModel<Upsert>> models = new ArrayList<>(changes.size());
        for (Upsert change : changes.values()) {
            models.add(change.model());
        }
        return models;
    }
}
