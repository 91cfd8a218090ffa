package dev.sequent.check.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.Specs;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What one process writes down of a state, another reads as the same state; and what is no state is refused in so many
 * words.
 */
class PortableStatesTest {
    private static final int TAIL = 4;
    private static Protocol tcp;
    private static Core core;

    @BeforeAll
    static void compile() {
        tcp = Specs.of("tcp").compile();
        core = CoreCompiler.compile(tcp).load(PortableStatesTest.class.getClassLoader());
    }

    private static RoundTrip of(String folder, String scenario) {
        Protocol protocol = folder.equals("tcp") ? tcp : Specs.of(folder).compile();
        Scenario wanted = protocol.scenarios().stream()
                .filter(s -> s.name().equals(scenario))
                .findFirst()
                .orElseThrow();
        Core its = folder.equals("tcp")
                ? core
                : CoreCompiler.compile(protocol).load(PortableStatesTest.class.getClassLoader());
        return new RoundTrip(protocol, its, wanted);
    }

    /**
     * Bags and queues, losses without bound and with one, clocks, an attacker, old duplicates, crashes, one peer alone.
     */
    @ParameterizedTest
    @CsvSource({
        "abp, three-messages",
        "gbn, window-of-two",
        "tcp, refused",
        "tcp, self-connect",
        "tcp, crash-and-silence",
        "tcp, old-syn",
        "tcp, old-duplicates",
        "tcp, shut-for-long",
        "tcp, from-the-far-side"
    })
    void sameStateSameSuccessors(String folder, String scenario) {
        RoundTrip trip = of(folder, scenario);
        assertThat(trip.assertSame(Long.MAX_VALUE)).isGreaterThan(10);
        assertThat(trip.renumbered).isTrue();
    }

    // ------------------------------------------------------------ what is no state

    private static byte[] some(RoundTrip trip) {
        List<int[]> states = trip.states(300);
        return trip.from.encode(states.getLast());
    }

    private static void assertRefused(RoundTrip trip, byte[] octets, String... said) {
        int[] before = counts(trip.there);
        assertThatThrownBy(() -> trip.to.decode(octets))
                .isInstanceOf(MalformedState.class)
                .hasMessageContainingAll(said);
        assertThat(counts(trip.there)).as("nothing is kept of it").isEqualTo(before);
    }

    private static int[] counts(ScenarioSystem system) {
        Components all = system.components();
        return new int[] {all.peers[0].count(), all.peers[1].count(), all.messages.count(), all.channels.count()};
    }

    @Test
    void cutShort() {
        RoundTrip trip = of("tcp", "shut-for-long");
        byte[] octets = some(trip);
        for (int length = 0; length < octets.length; length++) {
            assertRefused(trip, Arrays.copyOf(octets, length), length <= 13 ? "too few" : "damaged or cut short");
        }
    }

    @Test
    void followedByMore() {
        RoundTrip trip = of("tcp", "shut-for-long");
        byte[] octets = some(trip);
        assertRefused(trip, Arrays.copyOf(octets, octets.length + 1), "damaged");
        byte[] longer = Arrays.copyOf(octets, octets.length + 2);
        assertRefused(trip, sealed(longer), "shut-for-long", "ends 2 octets before");
    }

    @Test
    void damaged() {
        RoundTrip trip = of("tcp", "shut-for-long");
        byte[] octets = some(trip);
        for (int bit = 9 * 8; bit < octets.length * 8; bit++) {
            byte[] other = octets.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(trip, other, "damaged");
        }
    }

    @Test
    void ofSomethingElse() {
        RoundTrip trip = of("tcp", "shut-for-long");
        int[] initial = new int[trip.here.width()];
        trip.here.initial(initial);
        byte[] other =
                new PortableStates(trip.here, List.of("another core", RoundTrip.IDENTITY.getLast())).encode(initial);
        assertRefused(trip, other, "another core or another scenario than shut-for-long");
        byte[] later = trip.from.encode(initial);
        later[0] = 2;
        assertRefused(trip, sealed(later), "version 1 here, and this is version 2");
    }

    /** With the right checksum. Each is refused, or it is a state that is written like that. */
    @ParameterizedTest
    @CsvSource({"abp, three-messages", "tcp, shut-for-long", "tcp, old-duplicates"})
    void forged(String folder, String scenario) {
        RoundTrip trip = of(folder, scenario);
        byte[] octets = some(trip);
        var random = new Random(20261130);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] forged = octets.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                forged[9 + random.nextInt(forged.length - 13)] ^= (byte) (1 << random.nextInt(8));
            }
            sealed(forged);
            int[] before = counts(trip.there);
            try {
                assertThat(trip.to.encode(trip.to.decode(forged))).isEqualTo(forged);
            } catch (MalformedState e) {
                refused++;
                assertThat(counts(trip.there)).isEqualTo(before);
                assertThat(e.getMessage()).contains("state of scenario " + scenario);
            }
        }
        assertThat(refused).isGreaterThan(100);
        assertThat(trip.to.encode(trip.to.decode(octets)))
                .as("what came before has left nothing behind")
                .isEqualTo(octets);
    }

    /** The same without octets around it. */
    @Test
    void bitsThatAreNoState() {
        RoundTrip trip = of("abp", "three-messages");
        var writer = new BitWriter();
        trip.here.encode(trip.states(100).getLast(), writer);
        long[] words = writer.toArray();
        assertThatThrownBy(() -> trip.there.decode(words, writer.bits() - 1))
                .isInstanceOf(MalformedState.class)
                .hasMessageContaining("longer than that");
        assertThatThrownBy(() -> trip.there.decode(new long[0], 0))
                .isInstanceOf(MalformedState.class)
                .hasMessageContaining("longer than that");
        assertThatThrownBy(() -> trip.there.decode(words, 1000))
                .isInstanceOf(MalformedState.class)
                .hasMessageContaining("do not hold 1000 bits");
        assertThatThrownBy(() -> trip.there.decode(Arrays.copyOf(words, words.length + 1), writer.bits() + 3))
                .isInstanceOf(MalformedState.class)
                .hasMessageContaining("ends 3 bits before that");
    }

    private static byte[] sealed(byte[] octets) {
        var crc = new CRC32();
        crc.update(octets, 0, octets.length - TAIL);
        for (int i = 0; i < TAIL; i++) {
            octets[octets.length - TAIL + i] = (byte) (crc.getValue() >>> 8 * i);
        }
        return octets;
    }
}
