package io.parley.projection.timeline;

import io.parley.projection.deadletter.GuardedProjection;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Projects a batch behind its last event. Not in a prepare-commit callback: the processor stores its token in the very
 * first of those, and a crash between the two would lose the batch. So the views come first and the token second.
 *
 * <p>An interceptor by its shape and not by its type: Axon would hand beans of that type to every group.
 */
@Component
public class ProjectEachBatch {
    private static final String BATCH = ProjectEachBatch.class.getName();

    private final GuardedProjection projection;

    ProjectEachBatch(GuardedProjection projection) {
        this.projection = projection;
    }

    public @Nullable Object handle(UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        Object result = chain.proceed();
        if (!(unitOfWork instanceof BatchingUnitOfWork<?> batching) || batching.isLastMessage()) {
            projection.project(batchOf(unitOfWork));
        }
        return result;
    }

    /** To be called when a segment was claimed, before events of it are handed out. */
    public void segmentClaimed() {
        projection.segmentClaimed();
    }

    static List<DomainEventMessage<?>> batchOf(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().getOrComputeResource(BATCH, key -> new ArrayList<DomainEventMessage<?>>());
    }
}
