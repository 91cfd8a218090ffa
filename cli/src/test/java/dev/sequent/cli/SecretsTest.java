package dev.sequent.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.wire.Ipv4Prefix;
import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Sequence numbers, ports, identifications, keys of tables: seeing some must not make it possible to compute the
 * others. They come from the system; only in virtual time do they come from a seed. (A {@link Random} has 48 bits of
 * state, and two ports that it chose tell nearly all of them.)
 */
class SecretsTest {

    private static JavaClasses all;

    @BeforeAll
    static void importEveryModule() {
        all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.sequent");
    }

    @Test
    void nothingInTheStackDrawsFromWhatCanBeComputed() {
        noClasses()
                .that()
                .resideInAPackage("dev.sequent.stack..")
                .and()
                .resideOutsideOfPackages(
                        "dev.sequent.stack.sim..",
                        "dev.sequent.stack.replay..",
                        "dev.sequent.packet.stack..",
                        "dev.sequent.suite.stacks..")
                .and()
                .areNotAssignableTo(StackConfiguration.class)
                .and()
                .areNotAssignableTo(Ipv4Configuration.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SplittableRandom.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(all);
    }

    /** The two classes that may know {@link Random} do so where a seed is given; and only virtual time gives one. */
    @Test
    void onlyVirtualTimeHasASeed() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.sequent.stack.sim..",
                        "dev.sequent.stack.replay..",
                        "dev.sequent.packet.stack..",
                        "dev.sequent.suite.stacks..")
                .and()
                .doNotHaveFullyQualifiedName("dev.sequent.cli.live.LiveVirtualRun")
                .should()
                .callMethod(StackConfiguration.class, "of", Ipv4Configuration.class, long.class)
                .orShould()
                .callMethod(Ipv4Configuration.class, "of", Ipv4Prefix.class, long.class)
                .check(all);
    }

    @Test
    void whoGivesNoSeedGetsTheSystemsOwnRandomness() {
        Ipv4Configuration ip = Ipv4Configuration.of(Ipv4Prefix.parse("192.0.2.2/24"));
        assertThat(ip.secrets()).isInstanceOf(SecureRandom.class);
        assertThat(StackConfiguration.of(ip).secrets()).isInstanceOf(SecureRandom.class);
    }
}
