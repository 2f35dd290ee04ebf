package io.parley.embedded.mongo;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Updates with nothing but {@code $setOnInsert}, {@code $max} and {@code $min}, of fields or of fields of their
 * sub-documents: those with which views are written. The stock backend copies the whole document twice for each update
 * and compares the copies.
 */
final class SimpleUpdate {
    private static final Set<String> OPERATORS = Set.of("$setOnInsert", "$max", "$min");

    private SimpleUpdate() {}

    /** Whether the update is such a one for a document. All that is wrong or out of the ordinary is left to the backend. */
    static boolean fits(Document document, Document update) {
        Set<String> touched = new HashSet<>();
        for (Map.Entry<String, Object> operation : update.entrySet()) {
            if (!OPERATORS.contains(operation.getKey())
                    || !(operation.getValue() instanceof Document fields)
                    || !fits(document, fields, touched)) {
                return false;
            }
        }
        return !update.isEmpty();
    }

    private static boolean fits(Document document, Document fields, Set<String> touched) {
        Set<String> parents = new HashSet<>();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            String path = field.getKey();
            int dot = path.indexOf('.');
            String name = dot < 0 ? path : path.substring(0, dot);
            boolean again = dot >= 0 && !parents.add(name);
            if (!isName(name)
                    || !(again || touched.add(name))
                    || !isPlain(field.getValue())
                    || !isPlain(document.get(name))
                    || (dot >= 0 && !fitsWithin(document, name, path.substring(dot + 1)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && !name.equals(OrderedIndex.ID) && name.charAt(0) != '$' && name.indexOf('.') < 0;
    }

    private static boolean fitsWithin(Document document, String name, String field) {
        return isName(field)
                && (document.get(name) instanceof Document parent
                        ? isPlain(parent.get(field))
                        : !document.containsKey(name));
    }

    /** Lists have an order of their own. */
    private static boolean isPlain(@Nullable Object value) {
        return !(value instanceof Collection);
    }

    /**
     * Carries out an update that {@link #fits}. Sub-documents are replaced and never changed, because copies of the
     * document share them.
     *
     * @param inserting whether the document is a new one
     * @return whether anything changed
     */
    static boolean apply(Document document, Document update, boolean inserting) {
        boolean changed = false;
        for (Map.Entry<String, Object> operation : update.entrySet()) {
            String operator = operation.getKey();
            if (inserting || !operator.equals("$setOnInsert")) {
                int direction = operator.equals("$min") ? -1 : 1;
                for (Map.Entry<String, Object> field : ((Document) operation.getValue()).entrySet()) {
                    changed |= raise(document, field.getKey(), field.getValue(), direction);
                }
            }
        }
        return changed;
    }

    private static boolean raise(Document document, String path, @Nullable Object value, int direction) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return raiseField(document, path, value, direction);
        }
        String name = path.substring(0, dot);
        Document parent = document.get(name) instanceof Document present ? present.clone() : new Document();
        boolean changed = raiseField(parent, path.substring(dot + 1), value, direction);
        if (changed) {
            document.put(name, parent);
        }
        return changed;
    }

    private static boolean raiseField(Document document, String name, @Nullable Object value, int direction) {
        if (document.containsKey(name) && direction * order(value, document.get(name)) <= 0) {
            return false;
        }
        document.put(name, value);
        return true;
    }

    private static int order(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Long left && other instanceof Long right) {
            return left.compareTo(right);
        }
        if (one instanceof Document left
                && other instanceof Document right
                && left.keySet().equals(right.keySet())) {
            return orderOfFields(left, right);
        }
        return ValueComparator.asc().compare(one, other);
    }

    private static int orderOfFields(Document one, Document other) {
        Iterator<Map.Entry<String, Object>> others = other.entrySet().iterator();
        for (Map.Entry<String, Object> field : one.entrySet()) {
            Map.Entry<String, Object> beside = others.next();
            if (!field.getKey().equals(beside.getKey())) {
                return ValueComparator.asc().compare(one, other);
            }
            int order = order(field.getValue(), beside.getValue());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
