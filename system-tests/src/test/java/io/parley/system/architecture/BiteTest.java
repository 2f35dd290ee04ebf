package io.parley.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BiteTest {
    private final JavaClasses violations = new ClassFileImporter().importClasses(Violations.class);

    @Test
    void everyRuleThatForbidsACallFindsOne() {
        ArchRule blocking =
                ArchRuleDefinition.noClasses().should().callMethodWhere(Calls.of(Mono.class, "blockOptional"));

        assertThat(List.of(
                        EventSourcingTest.only_aggregates_append_events,
                        EventSourcingTest.nobody_publishes_around_the_aggregates,
                        HouseRulesTest.nobody_reads_the_wall_clock,
                        HouseRulesTest.nothing_is_injected_into_fields,
                        blocking))
                .allSatisfy(rule -> assertThat(
                                rule.evaluate(violations).getFailureReport().getDetails())
                        .as(rule.getDescription())
                        .hasSize(1));
    }
}
