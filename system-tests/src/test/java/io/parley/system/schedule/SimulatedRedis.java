package io.parley.system.schedule;

import io.parley.edge.delivery.SimulatedEdge;
import io.parley.projection.delivery.SimulatedRouter;
import io.parley.shared.delivery.NumberedPush;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RBucketAsync;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RSetAsync;
import org.redisson.api.RedissonClient;
import org.redisson.misc.CompletableFutureWrapper;

/**
 * As much of Redis as delivery uses, behind Redisson's own interfaces. Each command is one step, and so is each answer;
 * scripts are told by their text or its digest and do what that says.
 */
final class SimulatedRedis {
    private final Map<String, String> strings = new HashMap<>();
    private final Map<String, Set<String>> sets = new HashMap<>();
    private final Steps steps;
    private final Consumer<byte[]> listener;
    private int run;

    /** @param listener what the one topic publishes, before it comes to the node */
    SimulatedRedis(Steps steps, Consumer<byte[]> listener) {
        this.steps = steps;
        this.listener = listener;
    }

    /** One command and who waits for it; {@code reads} where it is one that a wrong order would draw forward. */
    record Command(boolean reads, Supplier<@Nullable Object> action, CompletableFuture<@Nullable Object> answer) {
        Command(boolean reads, Supplier<@Nullable Object> action) {
            this(reads, action, new CompletableFuture<>());
        }

        void carryOut() {
            answer.complete(action.get());
        }
    }

    void forgetEverything() {
        strings.clear();
        sets.clear();
    }

    void restart() {
        run++;
        forgetEverything();
    }

    /** @param blocking whether the caller waits for its batches, and everything else is to go on meanwhile */
    RedissonClient client(Order order, boolean blocking) {
        return proxy(RedissonClient.class, (self, method, arguments) -> switch (method.getName()) {
            case "createBatch" -> proxy(RBatch.class, new Batch(order, blocking));
            case "getScript" ->
                proxy(RScript.class, (script, eval, values) -> alone(order.of(evals(values)), blocking));
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    /** The commands that have an answer have the same. */
    private RFuture<?> alone(List<Command> commands, boolean blocking) {
        Steps.Lane line = steps.lane();
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        commands.forEach(command -> line.execute(command::carryOut));
        line.execute(() -> answer.complete(commands.stream()
                .map(command -> command.answer().getNow(null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null)));
        if (blocking) {
            steps.until(answer::isDone);
        }
        return new CompletableFutureWrapper<>(answer);
    }

    private final class Batch implements InvocationHandler {
        private final List<Command> commands = new ArrayList<>();
        private final Order order;
        private final boolean blocking;

        Batch(Order order, boolean blocking) {
            this.order = order;
            this.blocking = blocking;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "getSet" ->
                    proxy(RSetAsync.class, (set, verb, values) -> add(ofSet((String) arguments[0], verb, values)));
                case "getBucket" ->
                    proxy(RBucketAsync.class, (bucket, verb, values) -> add(ofBucket((String) arguments[0], verb)));
                case "getScript" -> proxy(RScriptAsync.class, (script, verb, values) -> add(eval(values)));
                case "executeAsync" -> execute();
                default -> throw new UnsupportedOperationException(method.toString());
            };
        }

        private RFuture<?> add(Command command) {
            commands.add(command);
            return new CompletableFutureWrapper<>(command.answer());
        }

        private RFuture<?> execute() {
            Steps.Lane line = steps.lane();
            CompletableFuture<Object> answer = new CompletableFuture<>();
            order.of(commands).forEach(command -> line.execute(command::carryOut));
            line.execute(() -> answer.complete(new BatchResult<>(
                    commands.stream()
                            .<Object>map(command -> command.answer().getNow(null))
                            .collect(ArrayList::new, ArrayList::add, ArrayList::addAll),
                    0)));
            if (blocking) {
                steps.until(answer::isDone);
            }
            return new CompletableFutureWrapper<>(answer);
        }
    }

    private Command ofSet(String key, Method verb, Object[] values) {
        return switch (verb.getName()) {
            case "addAsync" -> new Command(false, () -> set(key).add((String) values[0]));
            case "addAllAsync" ->
                new Command(false, () -> {
                    ((Collection<?>) values[0]).forEach(value -> set(key).add((String) value));
                    return true;
                });
            case "readAllAsync" -> new Command(true, () -> Set.copyOf(set(key)));
            case "expireAsync" -> new Command(false, () -> true);
            default -> throw new UnsupportedOperationException(verb.toString());
        };
    }

    private Command ofBucket(String key, Method verb) {
        if (!verb.getName().equals("getAsync")) {
            throw new UnsupportedOperationException(verb.toString());
        }
        return new Command(true, () -> strings.get(key));
    }

    /**
     * Redis does a script in one step. The router's lookup is one for the heads and one for each set here: that heads are
     * raised before nodes are read is to be enough, and the other order is to fail.
     */
    private List<Command> evals(Object[] call) {
        if (!call[1].equals(SimulatedRouter.RAISE_AND_READ)) {
            return List.of(eval(call));
        }
        List<String> keys = keys(call);
        String[] seqs = ((String) ((Object[]) call[4])[1]).split(" ");
        int heads = seqs[0].isEmpty() ? 0 : seqs.length;
        List<Command> commands = new ArrayList<>();
        commands.add(new Command(false, () -> {
            raise(keys.subList(0, heads), seqs);
            return null;
        }));
        commands.addAll(reads(keys.subList(heads, keys.size())));
        return commands;
    }

    /** Each set as one that no other is like. */
    private List<Command> reads(List<String> keys) {
        List<String> answer = new ArrayList<>(Collections.nCopies(keys.size() + 1, ""));
        answer.set(
                0,
                IntStream.rangeClosed(1, keys.size())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" ")));
        return IntStream.range(0, keys.size())
                .mapToObj(i -> new Command(true, () -> {
                    answer.set(i + 1, String.join("\n", set(keys.get(i))));
                    return answer;
                }))
                .toList();
    }

    private Command eval(Object[] call) {
        List<String> keys = keys(call);
        Object[] values = (Object[]) call[4];
        String script = (String) call[1];
        Map<String, Supplier<@Nullable Object>> scripts = Map.of(
                SimulatedRouter.PUBLISH_ALL, () -> publishAll(keys, values),
                SimulatedEdge.BEGIN, () -> raise(keys, values),
                SimulatedEdge.LEAVE, () -> leave(keys, values),
                SimulatedRouter.FORGET, () -> forget(keys, values),
                SimulatedEdge.ASK, () -> sign(keys));
        Supplier<@Nullable Object> action = scripts.get(script);
        if (action == null) {
            throw new UnsupportedOperationException(script);
        }
        return new Command(false, action);
    }

    private static List<String> keys(Object[] call) {
        return ((List<?>) call[3])
                .stream()
                        .map(key ->
                                key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : (String) key)
                        .toList();
    }

    private List<Long> publishAll(List<String> keys, Object[] batches) {
        return LongStream.rangeClosed(1, batches.length)
                .filter(push -> publish(keys.get((int) (2 * push - 2)), (byte[]) batches[(int) push - 1])
                        == NumberedPush.NO_SUCH_NODE)
                .boxed()
                .toList();
    }

    private long publish(String counter, byte[] batch) {
        if (number(counter) < 0) {
            return NumberedPush.NO_SUCH_NODE;
        }
        long next = number(counter) + 1;
        strings.put(counter, Long.toString(next));
        byte[] head = (next + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[head.length + batch.length];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(batch, 0, message, head.length, batch.length);
        listener.accept(message);
        return 1;
    }

    private long raise(List<String> keys, Object[] values) {
        for (int i = 0; i < keys.size(); i++) {
            if (number(keys.get(i)) < Long.parseLong((String) values[i])) {
                strings.put(keys.get(i), (String) values[i]);
            }
        }
        return 0;
    }

    private long leave(List<String> keys, Object[] values) {
        long era = Long.parseLong((String) values[1]);
        long pushes = number(keys.get(0));
        if (pushes < era || pushes >= era + Long.parseLong((String) values[2])) {
            return 0;
        }
        return takeOut(keys, (String) values[0]);
    }

    private long forget(List<String> keys, Object[] values) {
        return number(keys.get(0)) >= 0 ? 0 : takeOut(keys, (String) values[0]);
    }

    private long takeOut(List<String> keys, String node) {
        keys.subList(1, keys.size()).forEach(key -> set(key).remove(node));
        return 1;
    }

    private List<String> sign(List<String> keys) {
        return List.of(strings.getOrDefault(keys.get(0), "-1"), strings.getOrDefault(keys.get(1), "0"), "run " + run);
    }

    private long number(String key) {
        return Long.parseLong(strings.getOrDefault(key, "-1"));
    }

    private Set<String> set(String key) {
        return sets.computeIfAbsent(key, absent -> new LinkedHashSet<>());
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
