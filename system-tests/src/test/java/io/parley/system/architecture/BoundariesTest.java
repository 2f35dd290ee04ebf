package io.parley.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.parley", importOptions = DoNotIncludeTests.class)
class BoundariesTest {
    @ArchTest
    static final ArchRule the_published_language_depends_on_nothing_of_ours = only(Roles.SHARED, Roles.SHARED)
            .because("every role speaks it, so whatever it depended on would be everyone's");

    @ArchTest
    static final ArchRule engines_know_the_published_language_alone = only(Roles.ENGINES, Roles.ENGINES, Roles.SHARED)
            .because("every role reaches its stores through them and none may come in by that door");

    @ArchTest
    static final ArchRule embedded_engines_know_nothing_of_ours = only(Roles.EMBEDDED, Roles.EMBEDDED)
            .because("they start, adopt and stop foreign servers, whoever needs them");

    @ArchTest
    static final ArchRule the_command_side_stands_alone = only(
                    Roles.COMMAND, Roles.COMMAND, Roles.SHARED, Roles.ENGINES)
            .because("it is deployed without the other roles");

    @ArchTest
    static final ArchRule projections_stand_alone = only(
                    Roles.PROJECTION, Roles.PROJECTION, Roles.SHARED, Roles.ENGINES)
            .because("they are deployed without the other roles and rebuilt from events alone");

    @ArchTest
    static final ArchRule the_query_side_stands_alone = only(Roles.QUERY, Roles.QUERY, Roles.SHARED, Roles.ENGINES)
            .because("it shares stored views with the projections, never code");

    @ArchTest
    static final ArchRule the_edge_stands_alone = only(Roles.EDGE, Roles.EDGE, Roles.SHARED, Roles.ENGINES)
            .because("any number of edge nodes run far from the other roles");

    @ArchTest
    static final ArchRule the_client_knows_nothing_of_the_server = only(Roles.CLIENT, Roles.CLIENT)
            .because("what it needs is in the wire contract, or the contract lacks something");

    @ArchTest
    static final ArchRule the_load_test_measures_from_outside = only(Roles.LOAD, Roles.LOAD, Roles.CLIENT)
            .because("a benchmark that shares code with the server measures itself");

    @ArchTest
    static final ArchRule the_history_checker_watches_from_outside = only(
                    Roles.CHECK, Roles.CHECK, Roles.CLIENT, Roles.EMBEDDED)
            .because("a checker that shares code with the server shares its errors");

    private static ArchRule only(String from, String... allowed) {
        return noClasses().that().resideInAPackage(from).should().dependOnClassesThat(Roles.oursBut(allowed));
    }
}
