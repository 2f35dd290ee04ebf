package io.parley.projection.delivery;

import io.parley.shared.chat.ChatId;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.member.UserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Tells Redis how far the router has come, for edge nodes that join, and asks which nodes are there. */
final class Lookup {
    /**
     * Keys: heads, then sets of nodes; arguments: how long heads are kept, the heads. Heads never go back: what is routed
     * once more, or what Redis takes late, must not hide what was routed since.
     *
     * <p>Answers each different set once, as lines, behind numbers that say which of them each key holds. Mostly all hold
     * the same: then there are no numbers, and no set is read by itself. Sets are the same where all that is in any of
     * them is in each of them.
     */
    static final String RAISE_AND_READ = """
            local call, seqs = redis.call, {}
            for seq in string.gmatch(ARGV[2], '%d+') do seqs[#seqs + 1] = seq end
            if #seqs > 0 then
              for i, former in ipairs(call('MGET', unpack(KEYS, 1, #seqs))) do
                if tonumber(former or -1) < tonumber(seqs[i]) then
                  call('SET', KEYS[i], seqs[i], 'PX', ARGV[1])
                end
              end
            end
            local first = #seqs + 1
            if first > #KEYS then return {''} end
            local all = call('SUNION', unpack(KEYS, first))
            if #all == 0 or #all == #call('SINTER', unpack(KEYS, first)) then
              return {'', table.concat(all, '\\n')}
            end
            local answer, known, numbers = {''}, {}, {}
            for i = first, #KEYS do
              local nodes = table.concat(call('SMEMBERS', KEYS[i]), '\\n')
              local number = known[nodes]
              if not number then
                number = #answer
                known[nodes] = number
                answer[number + 1] = nodes
              end
              numbers[#numbers + 1] = number
            end
            answer[1] = table.concat(numbers, ' ')
            return answer
            """;

    /** Redis does nothing else while it runs a script, and a script cannot name many thousand keys at once. */
    static final int KEYS_PER_CALL = 1_000;

    private static final String KEPT = Long.toString(DeliveryKeys.CHAT_HEAD_TTL.toMillis());

    private final ShortScript<List<String>> script;

    Lookup(RedissonClient redisson) {
        script = ShortScript.on(redisson, StringCodec.INSTANCE, RAISE_AND_READ, RScript.ReturnType.LIST);
    }

    /** Throws where Redis is away. */
    void raise(Map<ChatId, Long> heads) {
        Calls calls = new Calls();
        heads.forEach(calls::raise);
        calls.send();
    }

    /**
     * All heads are raised before any user's nodes are read, and each chat's before its own are.
     *
     * @param heads of the chats, -1 where a chat has none to raise
     * @return the nodes of each chat and then of each user
     */
    List<List<String>> nodes(Map<ChatId, Long> heads, Collection<UserId> users) {
        Calls calls = new Calls();
        heads.forEach((chat, head) -> {
            if (head >= 0) {
                calls.raise(chat, head);
            }
            calls.read(DeliveryKeys.chatNodes(chat));
        });
        users.forEach(user -> calls.read(DeliveryKeys.userNodes(user)));
        calls.send();
        return calls.answers;
    }

    private static List<List<String>> answers(List<String> answer, int sets) {
        List<List<String>> different =
                answer.stream().skip(1).map(Lookup::lines).toList();
        if (different.size() == 1) {
            return Collections.nCopies(sets, different.get(0));
        }
        return Arrays.stream(answer.get(0).split(" "))
                .map(number -> different.get(Integer.parseInt(number) - 1))
                .toList();
    }

    private static List<String> lines(String nodes) {
        return nodes.isEmpty() ? List.of() : List.of(nodes.split("\n"));
    }

    /** One call, or as many as there are keys for. */
    private final class Calls {
        private final Patience patience = new Patience();
        private final List<Object> heads = new ArrayList<>();
        private final StringBuilder seqs = new StringBuilder();
        private final List<Object> sets = new ArrayList<>();
        private final List<List<String>> answers = new ArrayList<>();

        void raise(ChatId chat, long head) {
            sendIfFull();
            heads.add(ShortScript.key(DeliveryKeys.chatHead(chat)));
            seqs.append(head).append(' ');
        }

        void read(String key) {
            sendIfFull();
            sets.add(ShortScript.key(key));
        }

        private void sendIfFull() {
            if (heads.size() + sets.size() >= KEYS_PER_CALL) {
                send();
            }
        }

        void send() {
            if (heads.isEmpty() && sets.isEmpty()) {
                return;
            }
            List<Object> keys = new ArrayList<>(heads.size() + sets.size());
            keys.addAll(heads);
            keys.addAll(sets);
            List<String> answer = script.call(patience, keys, KEPT, seqs.toString());
            if (!sets.isEmpty()) {
                answers.addAll(answers(answer, sets.size()));
            }
            heads.clear();
            seqs.setLength(0);
            sets.clear();
        }
    }
}
