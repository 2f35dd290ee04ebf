package io.parley.edge.view;

import io.parley.shared.chat.ChatId;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.timeline.FindMemberships;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;

/** The production client of views in which everyone is in one chat that nobody has written to. */
public final class ViewsOfOneChat {
    private ViewsOfOneChat() {}

    public static ViewClient of(ChatId chat, int members) {
        FindMemberships.Memberships memberships =
                new FindMemberships.Memberships(List.of(new FindMemberships.Membership(chat, 0, 0, members)));
        InvocationHandler gateway = (self, method, arguments) -> CompletableFuture.completedFuture(
                arguments[0] instanceof FindMemberships ? memberships : new FindMarks.Marks(List.of(), null));
        return new ViewClient((QueryGateway) Proxy.newProxyInstance(
                QueryGateway.class.getClassLoader(), new Class<?>[] {QueryGateway.class}, gateway));
    }
}
