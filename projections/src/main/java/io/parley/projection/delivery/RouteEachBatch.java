package io.parley.projection.delivery;

import io.parley.shared.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Routes a batch behind its last event and before its token is stored: a crash in between delivers it once more.
 *
 * <p>An interceptor by its shape and not by its type: Axon would hand beans of that type to every group.
 */
@Component
public class RouteEachBatch {
    /** The processing group. */
    public static final String GROUP = "delivery";

    private static final String BATCH = RouteEachBatch.class.getName();

    private final Router router;

    RouteEachBatch(Router router) {
        this.router = router;
    }

    public @Nullable Object handle(UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        Object result = chain.proceed();
        if (!(unitOfWork instanceof BatchingUnitOfWork<?> batching) || batching.isLastMessage()) {
            router.route(batchOf(unitOfWork));
        }
        return result;
    }

    static List<Delivery> batchOf(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().getOrComputeResource(BATCH, key -> new ArrayList<Delivery>());
    }
}
