package io.parley.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import java.util.Set;

/** Which calls a rule is about. */
final class Calls {
    private Calls() {}

    /** Calls of these methods, on the type or whatever is assignable to it. */
    static DescribedPredicate<JavaCall<?>> of(Class<?> type, String... methods) {
        Set<String> names = Set.of(methods);
        return describe(
                type.getSimpleName() + "." + String.join("|", methods) + " is called",
                call -> names.contains(call.getTarget().getName())
                        && call.getTargetOwner().isAssignableTo(type));
    }
}
