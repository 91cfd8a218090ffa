package dev.sequent.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
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
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.sequent.language.model.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds which way the modules depend on one another, over the classes of every module at once. */
class LayersTest {

    /**
     * A module: where its sources lie (from this module's folder), the packages it owns, and the modules it may use.
     */
    enum Module {
        RUNTIME("../runtime/src/main/java", "dev.sequent.runtime.."),
        LANGUAGE("../language/src/main/java", "dev.sequent.language..", RUNTIME),
        CODEGEN("../codegen/src/main/java", "dev.sequent.codegen..", LANGUAGE, RUNTIME),
        WIRE("../wire/src/main/java", "dev.sequent.wire.."),
        VIEW("../view/src/main/java", "dev.sequent.view.."),
        CORE("../generated-stack/target/generated-sources/core", "dev.sequent.generated..", RUNTIME),
        STACK("../generated-stack/src/main/java", "dev.sequent.stack..", CORE, RUNTIME, WIRE),
        PACKETS("../packet-scripts/src/main/java", "dev.sequent.packet..", RUNTIME, STACK, WIRE, VIEW),
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
        PROOFS("../proofs/src/main/java", "dev.sequent.proofs..", LANGUAGE, RUNTIME, CHECKER, VIEW),
        SUITE(
                "../property-tests/src/main/java",
                "dev.sequent.suite..",
                LANGUAGE,
                CODEGEN,
                RUNTIME,
                WIRE,
                VIEW,
                CORE,
                STACK,
                PACKETS),
        CLI(
                "src/main/java",
                "dev.sequent.cli..",
                RUNTIME,
                LANGUAGE,
                CODEGEN,
                WIRE,
                VIEW,
                CORE,
                STACK,
                PACKETS,
                CHECKER,
                PROOFS,
                SUITE);

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
                        .map(name -> name.substring(0, name.length() - ".java".length())
                                .replace('/', '.'))
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
        assertThat(module.sourceClasses())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(all.contain(name))
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

    @ParameterizedTest
    @EnumSource
    void packagesFormNoCycle(Module module) {
        noCycle(module.packages).check(all);
    }

    private static ArchRule noCycle(String packages) {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return resideInAPackage(packages).test(type)
                                ? SliceIdentifier.of(type.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages of " + packages;
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    @Test
    void runtimeNeedsOnlyJava() {
        onlyUses(Module.RUNTIME, "java..", "org.jspecify.annotations", Module.RUNTIME.packages)
                .check(all);
    }

    @Test
    void wireNeedsOnlyJava() {
        onlyUses(Module.WIRE, "java..", "org.jspecify.annotations", Module.WIRE.packages)
                .check(all);
    }

    @Test
    void viewNeedsOnlyJavaAndAParser() {
        onlyUses(
                        Module.VIEW,
                        "java..",
                        "com.fasterxml.jackson.core..",
                        "org.jspecify.annotations",
                        Module.RUNTIME.packages,
                        Module.WIRE.packages,
                        Module.VIEW.packages)
                .check(all);
    }

    @Test
    void stackNeedsOnlyJavaTheWireAndTheCore() {
        onlyUses(
                        Module.STACK,
                        "java..",
                        "jdk..",
                        "org.jspecify.annotations",
                        Module.RUNTIME.packages,
                        Module.WIRE.packages,
                        Module.CORE.packages,
                        Module.STACK.packages)
                .check(all);
    }

    /** IPv6 is to come without TCP, its sockets and its applications hearing of it. */
    @Test
    void tcpKnowsNoFamilyOfAddresses() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sequent.stack.tcp", "dev.sequent.stack.socket", "dev.sequent.stack.app")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.sequent\\..*v[46][A-Z][^.]*")
                .because("an IpAddress and an IpLayer are of whatever family")
                .allowEmptyShould(false)
                .check(all);
    }

    /**
     * Of scripts, only the hosts under test know the stack: the one that is it, loaded anew for each core, and the
     * kernel, which has its devices and system calls from there. Nobody knows a host.
     */
    @Test
    void scriptsKnowTheStackInTheirHostsOnly() {
        String[] hosts = {"dev.sequent.packet.stack", "dev.sequent.packet.kernel", "dev.sequent.packet.posix"};
        noClasses()
                .that()
                .resideInAPackage(Module.PACKETS.packages)
                .and()
                .resideOutsideOfPackages(hosts)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Module.STACK.packages, hosts[0], hosts[1], hosts[2])
                .because("the host under test may be another one, and another core")
                .allowEmptyShould(false)
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("dev.sequent.packet.kernel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sequent.packet.stack",
                        "dev.sequent.stack.tcp..",
                        "dev.sequent.stack",
                        Module.CORE.packages)
                .because("the kernel is judged, not our TCP")
                .allowEmptyShould(false)
                .check(all);
    }

    /** What it takes from Java PathFinder are stubs in the build, and the one that is installed when it runs. */
    @Test
    void harnessNeedsOnlyJavaTheRuntimeAndJpf() {
        onlyUses(
                        Module.HARNESS,
                        "java..",
                        "org.jspecify.annotations",
                        JPF,
                        Module.RUNTIME.packages,
                        Module.HARNESS.packages)
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

    /**
     * The generator: build makes it all, java prints and lower decides, both by way of the form, which knows neither;
     * of the typed model all know the places in the source.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
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
                .dependOnClassesThat(
                        arrayOrIn(others.split(", ")).and(not(arrayOrIn(own))).and(not(type(Span.class))))
                .because("what a core means is decided once, and printed without being decided anew")
                .allowEmptyShould(false)
                .check(all);
    }

    @Test
    void thePackagesOfTheGeneratorMakeNoCycle() {
        slices().matching("dev.sequent.codegen.(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void inTheGeneratorOnlyWhatPrintsJavaKnowsJavaPoet() {
        noClasses()
                .that()
                .resideInAPackage(Module.CODEGEN.packages)
                .and()
                .resideOutsideOfPackage("dev.sequent.codegen.java")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.palantir.javapoet..")
                .allowEmptyShould(false)
                .check(all);
    }

    @Test
    void theRulesCanFail() {
        assertThatThrownBy(() ->
                        onlyUses(Module.CLI, "java..", Module.CLI.packages).check(all))
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

    // ------------------------------------------------------------ members

    /** Members that no main source uses; most are there for tests to look at. */
    private static final Path UNUSED = Path.of("src/test/resources/dev/sequent/cli/unused-members.txt");

    /**
     * Whatever is there is used, or is in a list. The runtime is what generated code may use, and the sockets are what
     * users of the stack may: what is public there may wait for one who does.
     */
    @Test
    void everyMemberIsUsed() throws IOException {
        var own = new HashSet<String>();
        for (Module module : EnumSet.complementOf(EnumSet.of(Module.RUNTIME, Module.CORE))) {
            own.addAll(module.sourceClasses());
        }
        Set<String> unused = new UnusedMembers(Sources.main())
                .of(all.stream()
                        .filter(type -> own.contains(type.getName().replaceFirst("\\$.*", "")))
                        .filter(type -> !type.getPackageName().equals("dev.sequent.stack.socket")));
        if ("refresh".equals(System.getProperty("sequent.golden"))) {
            Files.write(UNUSED, unused);
        }
        List<String> listed = Files.readAllLines(UNUSED);
        assertThat(unused.stream().filter(member -> !listed.contains(member)))
                .as("used by no main source, and not in %s (-Dsequent.golden=refresh writes that anew)", UNUSED)
                .isEmpty();
        assertThat(listed.stream().filter(member -> !unused.contains(member)))
                .as("in %s, though it is used or gone", UNUSED)
                .isEmpty();
    }

    // ------------------------------------------------------------ the rules can fail

    private static final JavaFileObject SHOP = Sources.of("shop/Shop", """
            package shop;
            public class Shop {
                static final int DOORS = 2;
                static final int WINDOWS = 3;
                private int sold;
                private int counted;
                enum Size { SMALL, LARGE }
                record Ware(String name, int price) {
                    int twice() { return 2 * price; }
                }
                static class Forgotten {
                    Object self() { return new Forgotten().self(); }
                }
                interface Sign { void show(); }
                public static void main(String[] arguments) { new Shop().open(DOORS, Size.SMALL); }
                private Shop() {}
                Shop(int unused) {}
                private int open(int doors, Size size) {
                    sold = doors;
                    counted++;
                    Sign sign = new Sign() { @Override public void show() { new shop.back.Store(Shop.this); } };
                    sign.show();
                    return size == Size.SMALL ? new Ware("nail", doors).price() : close(doors);
                }
                private int close(int doors) { return doors; }
                private int again(int times) { return times == 0 ? 0 : again(times - 1); }
                @Override public String toString() { return ""; }
            }
            """);

    private static final JavaFileObject STORE = Sources.of("shop/back/Store", """
            package shop.back;
            public class Store {
                private final shop.Shop shop;
                public Store(shop.Shop shop) { this.shop = shop; }
            }
            """);

    private static JavaClasses planted(Path folder) {
        var options = List.of("-proc:none", "-d", folder.toString());
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, List.of(SHOP, STORE))
                .call();
        return new ClassFileImporter().importPath(folder);
    }

    @Test
    void aPlantedCycleIsFound(@TempDir Path folder) {
        assertThatThrownBy(() -> noCycle("shop..").check(planted(folder)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "Cycle detected: Slice shop -> \n                Slice shop.back -> \n                Slice shop");
    }

    @Test
    void plantedMembersThatNothingUsesAreFound(@TempDir Path folder) throws IOException {
        var search = new UnusedMembers(List.of(SHOP, STORE));
        assertThat(search.of(planted(folder).stream()))
                .containsExactlyInAnyOrder(
                        "class shop.Shop$Forgotten",
                        "constructor shop.Shop.<init>(int)",
                        "field shop.Shop$Size.LARGE",
                        "field shop.Shop.WINDOWS",
                        "field shop.Shop.sold",
                        "field shop.back.Store.shop",
                        "method shop.Shop$Ware.twice()",
                        "method shop.Shop.again(int)");
    }
}
