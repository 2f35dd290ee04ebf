package io.parley.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** The packages of the modules, and who may use whom. */
final class Roles {
    static final String OURS = "io.parley..";
    static final String SHARED = "io.parley.shared..";
    static final String ENGINES = "io.parley.engines..";
    static final String EMBEDDED = "io.parley.embedded..";
    static final String COMMAND = "io.parley.command..";
    static final String PROJECTION = "io.parley.projection..";
    static final String QUERY = "io.parley.query..";
    static final String EDGE = "io.parley.edge..";
    static final String STANDALONE = "io.parley.standalone..";
    static final String CLIENT = "io.parley.client..";
    static final String LOAD = "io.parley.load..";
    static final String CHECK = "io.parley.check..";

    private Roles() {}

    /** Any class of ours outside these packages. */
    static DescribedPredicate<JavaClass> oursBut(String... allowed) {
        return resideInAPackage(OURS)
                .and(not(resideInAnyPackage(allowed)))
                .as("are ours, but not in %s", String.join(" or ", allowed));
    }
}
