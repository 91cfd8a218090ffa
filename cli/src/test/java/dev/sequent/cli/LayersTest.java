package dev.sequent.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds which way the modules depend on one another, over the classes of every module at once. */
class LayersTest {

    /** A module: where its sources lie (from this module's folder), the packages it owns, and the modules it may use. */
    enum Module {
        RUNTIME("../runtime/src/main/java", "dev.sequent.runtime.."),
        LANGUAGE("../language/src/main/java", "dev.sequent.language..", RUNTIME),
        CODEGEN("../codegen/src/main/java", "dev.sequent.codegen..", LANGUAGE, RUNTIME),
        WIRE("../wire/src/main/java", "dev.sequent.wire.."),
        VIEW("../view/src/main/java", "dev.sequent.view..", RUNTIME, WIRE),
        CORE("../generated-stack/target/generated-sources/core", "dev.sequent.generated..", RUNTIME),
        STACK("../generated-stack/src/main/java", "dev.sequent.stack..", CORE, RUNTIME, WIRE),
        HARNESS("../harness/src/main/java", "dev.sequent.harness..", RUNTIME),
        CHECKER(
                "../model-checker/src/main/java",
                "dev.sequent.check..",
                LANGUAGE,
                CODEGEN,
                RUNTIME,
                WIRE,
                VIEW,
                HARNESS),
        PROOFS("../proofs/src/main/java", "dev.sequent.proofs..", LANGUAGE, CHECKER),
        CLI("src/main/java", "dev.sequent.cli..", RUNTIME, LANGUAGE, CODEGEN, WIRE, VIEW, CORE, STACK, CHECKER, PROOFS);

        final Path sources;
        final String packages;
        final Set<Module> uses;

        Module(String sources, String packages, Module... uses) {
            this.sources = Path.of(sources);
            this.packages = packages;
            this.uses = Set.of(uses);
        }

        /** The packages of every module that this one must not know. */
        String[] forbidden() {
            EnumSet<Module> others = EnumSet.allOf(Module.class);
            others.remove(this);
            others.removeAll(uses);
            return others.stream().map(module -> module.packages).toArray(String[]::new);
        }

        /** The names of the top-level classes that the source files define. */
        Set<String> sourceClasses() throws IOException {
            try (Stream<Path> files = Files.walk(sources)) {
                return files.filter(file -> file.toString().endsWith(".java"))
                        .map(file -> sources.relativize(file).toString())
                        .map(name -> name.substring(0, name.length() - ".java".length()).replace('/', '.'))
                        .collect(Collectors.toSet());
            }
        }
    }

    private static final String JPF = "gov.nasa.jpf..";

    private static JavaClasses all;

    @BeforeAll
    static void importEveryModule() {
        all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.sequent");
    }

    /** Guards the other tests: a rule over classes that nobody imported would hold of nothing. */
    @ParameterizedTest
    @EnumSource
    void everySourceFileIsSeen(Module module) throws IOException {
        assertThat(module.sourceClasses()).isNotEmpty().allSatisfy(name -> assertThat(all.contain(name))
                .as("%s is among the imported classes", name)
                .isTrue());
    }

    @Test
    void everyClassBelongsToAModule() {
        String[] packages =
                Arrays.stream(Module.values()).map(module -> module.packages).toArray(String[]::new);
        classes().should().resideInAnyPackage(packages).allowEmptyShould(false).check(all);
    }

    @ParameterizedTest
    @EnumSource
    void arrowsPointOneWay(Module module) {
        noClasses()
                .that()
                .resideInAPackage(module.packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(module.forbidden())
                .because("the arrows between the modules point one way")
                .allowEmptyShould(false)
                .check(all);
    }

    @Test
    void runtimeNeedsOnlyJava() {
        onlyUses(Module.RUNTIME, "java..", "org.jspecify.annotations", Module.RUNTIME.packages).check(all);
    }

    @Test
    void wireNeedsOnlyJava() {
        onlyUses(Module.WIRE, "java..", "org.jspecify.annotations", Module.WIRE.packages).check(all);
    }

    @Test
    void viewNeedsOnlyJavaAndAParser() {
        onlyUses(Module.VIEW, "java..", "com.fasterxml.jackson.core..", "org.jspecify.annotations",
                        Module.RUNTIME.packages, Module.WIRE.packages, Module.VIEW.packages)
                .check(all);
    }

    @Test
    void stackNeedsOnlyJavaTheWireAndTheCore() {
        onlyUses(Module.STACK, "java..", "jdk..", "org.jspecify.annotations",
                        Module.RUNTIME.packages, Module.WIRE.packages, Module.CORE.packages, Module.STACK.packages)
                .check(all);
    }

    /** What it takes from Java PathFinder are stubs in the build, and the one that is installed when it runs. */
    @Test
    void harnessNeedsOnlyJavaTheRuntimeAndJpf() {
        onlyUses(Module.HARNESS, "java..", "org.jspecify.annotations", JPF, Module.RUNTIME.packages, Module.HARNESS.packages)
                .check(all);
    }

    @Test
    void nothingElseKnowsJpf() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Module.HARNESS.packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(JPF)
                .because("Java PathFinder is not ours, and is not there when the command runs")
                .allowEmptyShould(false)
                .check(all);
    }

    /** The core is pure: no clock, no thread, no I/O, no collection, nothing but the language and the runtime. */
    @Test
    void coreNeedsOnlyTheLanguage() {
        classes()
                .that()
                .resideInAPackage(Module.CORE.packages)
                .and()
                .haveSimpleNameNotEndingWith("Wire")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang", Module.RUNTIME.packages, Module.CORE.packages)
                .because("the wire codec reads and writes buffers, all else of the core is pure")
                .allowEmptyShould(false)
                .check(all);
        noClasses()
                .that()
                .resideInAPackage(Module.CORE.packages)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(System.class, Thread.class, Runtime.class, Process.class, ThreadLocal.class)
                .because("time, threads and the machine reach the core only as parameters")
                .allowEmptyShould(false)
                .check(all);
    }

    /** The generator: build makes it all, java prints and lower decides, both by way of the form, which knows neither. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "form | dev.sequent.codegen.., dev.sequent.language.model..",
        "lower | dev.sequent.codegen.java.., dev.sequent.codegen.build..",
        "java | dev.sequent.codegen.lower.., dev.sequent.codegen.build.., dev.sequent.language.model.., dev.sequent.language.typing.."
    })
    void whatDecidesAndWhatPrintsAreApart(String part, String others) {
        String own = "dev.sequent.codegen." + part;
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(arrayOrIn(others.split(", ")).and(not(arrayOrIn(own))))
                .because("what a core means is decided once, and printed without being decided anew")
                .allowEmptyShould(false)
                .check(all);
    }

    @Test
    void thePackagesOfTheGeneratorMakeNoCycle() {
        slices().matching("dev.sequent.codegen.(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void onlyWhatPrintsJavaKnowsJavaPoet() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sequent.codegen.java")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.palantir.javapoet..")
                .allowEmptyShould(false)
                .check(all);
    }

    @Test
    void theRulesCanFail() {
        assertThatThrownBy(() -> onlyUses(Module.CLI, "java..", Module.CLI.packages).check(all))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("picocli");
    }

    private static ArchRule onlyUses(Module module, String... packages) {
        return classes()
                .that()
                .resideInAPackage(module.packages)
                .should()
                .onlyDependOnClassesThat(arrayOrIn(packages))
                .allowEmptyShould(false);
    }

    /** An array is judged by what it is made of; primitives are always allowed. */
    private static DescribedPredicate<JavaClass> arrayOrIn(String... packages) {
        return DescribedPredicate.describe("reside in any of " + String.join(", ", packages), type -> {
            JavaClass base = type.getBaseComponentType();
            return base.isPrimitive() || resideInAnyPackage(packages).test(base);
        });
    }

    /** The core exists once a generator and a specification do. */
}
