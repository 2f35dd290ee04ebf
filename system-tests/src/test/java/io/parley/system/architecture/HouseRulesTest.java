package io.parley.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packages = "io.parley", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
    private static final Set<String> TIMES = Set.of(
            Instant.class.getName(),
            LocalDate.class.getName(),
            LocalDateTime.class.getName(),
            OffsetDateTime.class.getName(),
            ZonedDateTime.class.getName());

    @ArchTest
    static final ArchRule nobody_reads_the_wall_clock = noClasses()
            .that(not(resideInAnyPackage(
                            "..config..", "io.parley.standalone", Roles.EMBEDDED, Roles.CLIENT, Roles.LOAD))
                    .as("neither compose a program nor run outside the server"))
            .should()
            .callCodeUnitWhere(describe("the wall clock is read", HouseRulesTest::readsTheWallClock))
            .because("time comes from a Clock that a configuration gives, so that tests can turn it");

    @ArchTest
    static final ArchRule nothing_blocks_at_the_edge = noClasses()
            .that()
            .resideInAPackage(Roles.EDGE)
            .should()
            .callMethodWhere(Calls.of(Mono.class, "block", "blockOptional")
                    .or(Calls.of(Flux.class, "blockFirst", "blockLast", "toIterable", "toStream"))
                    .or(Calls.of(Future.class, "get", "join"))
                    .or(Calls.of(Thread.class, "sleep", "join"))
                    .or(Calls.of(CountDownLatch.class, "await"))
                    .or(Calls.of(Semaphore.class, "acquire")))
            .because("a few event loops carry every device, and one that waits holds up thousands");

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .because("what a class needs stands in its constructor, and its fields are final");

    @ArchTest
    static final ArchRule every_package_is_null_marked =
            classes().should(resideInANullMarkedPackage()).because("NullAway only checks what is marked");

    @ArchTest
    static final ArchRule servers_log_and_do_not_print = noClasses()
            .that()
            .resideInAnyPackage(Roles.SHARED, Roles.ENGINES, Roles.COMMAND, Roles.PROJECTION, Roles.QUERY, Roles.EDGE)
            .should(ACCESS_STANDARD_STREAMS)
            .because("what a server prints reaches no log");

    @ArchTest
    static final ArchRule everyone_logs_through_slf4j =
            noClasses().should(USE_JAVA_UTIL_LOGGING).because("one logging configuration rules all");

    private static boolean readsTheWallClock(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        String name = call.getTarget().getName();
        boolean withoutClock = call.getTarget().getRawParameterTypes().stream()
                .noneMatch(parameter -> parameter.isEquivalentTo(Clock.class));
        return (TIMES.contains(owner) && name.equals("now") && withoutClock)
                || (owner.equals(System.class.getName()) && name.equals("currentTimeMillis"))
                || (owner.equals(Clock.class.getName()) && name.startsWith("system"))
                || (owner.equals(Date.class.getName())
                        && name.equals("<init>")
                        && call.getTarget().getRawParameterTypes().isEmpty());
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        item,
                        marked,
                        item.getPackageName() + " has no @NullMarked package-info, see " + item.getName()));
            }
        };
    }
}
