package io.opscope.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of the house that hold in every service; each service's ArchitectureTest extends this with its own. */
public abstract class ArchitectureRules {

    private final String service;
    private final JavaClasses code;

    /** @param service last part of the service's package, such as {@code metrics} */
    protected ArchitectureRules(String service) {
        this.service = service;
        this.code = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.opscope." + service);
    }

    /** The service's own classes. */
    protected JavaClasses code() {
        return code;
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching("io.opscope." + service + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(code);
    }

    @Test
    void onlyTheKitTouchesJdbc() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(code);
    }

    @Test
    void nothingDependsOnAResource() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Resource")
                .allowEmptyShould(true)
                .check(code);
    }

    @Test
    void servicesNeverImportEachOther() {
        for (var other : new String[] {"metrics", "reports", "monitoring", "gateway"}) {
            if (!other.equals(service)) {
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.opscope." + other + "..")
                        .check(code);
            }
        }
    }

    @Test
    void namesAreNamesOfTheField() {
        classes()
                .should()
                .haveNameNotMatching(".*(Service|Impl|Util|Utils|Helper|Manager|Dto|DTO)")
                .check(code);
    }

    @Test
    void everyPackageHasAPackageInfo() {
        for (var javaClass : code) {
            if (javaClass.getPackage().tryGetPackageInfo().isEmpty()) {
                throw new AssertionError("No package-info.java in " + javaClass.getPackageName());
            }
        }
    }

    @Test
    void nothingUsesAwt() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.awt..")
                .check(code);
    }
}
