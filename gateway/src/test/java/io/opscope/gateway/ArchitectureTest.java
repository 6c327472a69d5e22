package io.opscope.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.opscope.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The gateway's rooms: route, identity and limit below, guard on them, forward and web on top. */
class ArchitectureTest extends ArchitectureRules {

    ArchitectureTest() {
        super("gateway");
    }

    @Test
    void routeAndIdentityKnowNothingOfTheRoomsAbove() {
        noClasses()
                .that()
                .resideInAnyPackage("..gateway.route..", "..gateway.identity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..gateway.guard..", "..gateway.forward..", "..gateway.web..")
                .check(code());
    }

    @Test
    void routeAndIdentityKnowNothingOfEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.route..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..gateway.identity..")
                .check(code());
        noClasses()
                .that()
                .resideInAPackage("..gateway.identity..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..gateway.route..")
                .check(code());
    }

    @Test
    void theLimitsKnowNobody() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.limit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..gateway.route..",
                        "..gateway.identity..",
                        "..gateway.guard..",
                        "..gateway.forward..",
                        "..gateway.web..")
                .check(code());
    }

    @Test
    void theEdgeKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..gateway.route..",
                        "..gateway.identity..",
                        "..gateway.guard..",
                        "..gateway.limit..",
                        "..gateway.forward..",
                        "..gateway.web..")
                .check(code());
    }

    @Test
    void theArithmeticOfLimitsIsPure() {
        noClasses()
                .that()
                .haveFullyQualifiedName("io.opscope.gateway.limit.Gcra")
                .or()
                .haveFullyQualifiedName("io.opscope.gateway.limit.Lease")
                .or()
                .haveFullyQualifiedName("io.opscope.gateway.limit.Terms")
                .or()
                .haveFullyQualifiedName("io.opscope.gateway.limit.Quota")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "io.opscope.gateway.limit", "org.jspecify..")
                .check(code());
    }

    @Test
    void theGuardKnowsNothingOfForwarding() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.guard..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..gateway.forward..", "..gateway.web..")
                .check(code());
    }
}
