package io.parley.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.receipt.ReceiptEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.serialization.Revision;

@AnalyzeClasses(packages = "io.parley", importOptions = DoNotIncludeTests.class)
class EventSourcingTest {
    @ArchTest
    static final ArchRule events_are_records_with_a_revision = classes()
            .that()
            .areAssignableTo(ChatEvent.class)
            .or()
            .areAssignableTo(ReceiptEvent.class)
            .and()
            .areNotInterfaces()
            .should()
            .beRecords()
            .andShould()
            .beAnnotatedWith(Revision.class)
            .because("they are stored for ever: immutable, and of a form that an upcaster can name");

    @ArchTest
    static final ArchRule only_aggregates_append_events = noClasses()
            .that()
            .areNotMetaAnnotatedWith(AggregateRoot.class)
            .should()
            .callMethodWhere(Calls.of(AggregateLifecycle.class, "apply"))
            .because("an event is a decision, and decisions are made against an aggregate's state");

    @ArchTest
    static final ArchRule nobody_publishes_around_the_aggregates = noClasses()
            .should()
            .callMethodWhere(Calls.of(EventBus.class, "publish"))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(EventGateway.class)
            .because("an event beside the aggregates would have no seq that anybody checked");

    @ArchTest
    static final ArchRule aggregates_are_package_private = classes()
            .that()
            .areMetaAnnotatedWith(AggregateRoot.class)
            .should()
            .notBePublic()
            .because("they are reached by commands alone");

    @ArchTest
    static final ArchRule commands_are_handled_on_the_command_side = codeUnits()
            .that()
            .areAnnotatedWith(CommandHandler.class)
            .should()
            .beDeclaredInClassesThat()
            .resideInAPackage(Roles.COMMAND)
            .because("there is one place where decisions are made");

    @ArchTest
    static final ArchRule state_is_sourced_on_the_command_side = methods()
            .that()
            .areAnnotatedWith(EventSourcingHandler.class)
            .should()
            .beDeclaredInClassesThat()
            .resideInAPackage(Roles.COMMAND)
            .because("only decisions need an aggregate's state");

    @ArchTest
    static final ArchRule queries_are_handled_on_the_query_side = methods()
            .that()
            .areAnnotatedWith(QueryHandler.class)
            .should()
            .beDeclaredInClassesThat()
            .resideInAPackage(Roles.QUERY)
            .because("reading never depends on the side that writes");

    @ArchTest
    static final ArchRule events_are_projected_in_projections = methods()
            .that()
            .areAnnotatedWith(EventHandler.class)
            .should()
            .beDeclaredInClassesThat()
            .resideInAPackage(Roles.PROJECTION)
            .because("a view or a delivery that is built elsewhere is not rebuilt by replay");

    @ArchTest
    static final ArchRule handlers_are_package_private = methods()
            .that()
            .areAnnotatedWith(EventHandler.class)
            .or()
            .areAnnotatedWith(QueryHandler.class)
            .should()
            .beDeclaredInClassesThat()
            .areNotPublic()
            .because("they are reached by messages alone");

    @ArchTest
    static final ArchRule nothing_is_stored_by_xstream = noClasses()
            .should()
            .dependOnClassesThat(describe(
                    "are of XStream",
                    it -> it.getPackageName().startsWith("com.thoughtworks.xstream")
                            || it.getSimpleName().equals("XStreamSerializer")))
            .because("its form is bound to class internals, and reading it is a way in for attackers");
}
