package io.parley.edge.view;

import io.parley.shared.chat.ChatId;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.timeline.FindMemberships;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;

/** The production client of views in which everyone is in one chat that nobody has written to. */
public final class ViewsOfOneChat {
    private ViewsOfOneChat() {}

    public static ViewClient of(ChatId chat, int members) {
        List<FindMemberships.Membership> one = List.of(new FindMemberships.Membership(chat, 0, 0, members));
        InvocationHandler gateway =
                (self, method, arguments) -> CompletableFuture.completedFuture(answer(arguments[0], one));
        return new ViewClient((QueryGateway) Proxy.newProxyInstance(
                QueryGateway.class.getClassLoader(), new Class<?>[] {QueryGateway.class}, gateway));
    }

    private static Object answer(Object query, List<FindMemberships.Membership> one) {
        return query instanceof FindMemberships asked
                ? new FindMemberships.Memberships(
                        Collections.nCopies(asked.userIds().size(), one))
                : new FindMarks.Marks(Collections.nCopies(
                        ((FindMarks) query).questions().size(), new FindMarks.Page(List.of(), null)));
    }
}
