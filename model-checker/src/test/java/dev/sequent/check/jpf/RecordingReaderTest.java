package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of a search, and what may be missing in it. One peer, which hears itself. */
class RecordingReaderTest {
    @TempDir
    Path folder;

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private Recording read(Writing... records) throws IOException {
        Path file = folder.resolve("recording");
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(3);
            for (Writing record : records) {
                record.to(out);
            }
        }
        return RecordingReader.read(file, 1, 3);
    }

    private static final Writing MACHINE = out -> {
        out.writeByte('M');
        out.writeInt(0);
        out.writeInt(0);
        out.writeInt(3);
        out.writeLong(5);
    };
    private static final Writing BESIDE = out -> {
        out.writeByte('K');
        out.writeInt(0);
        long[] words = {1, 0, 2, 0, 3, 0, 1, 4, 2, 7, 1, 1};
        out.writeInt(words.length);
        for (long word : words) {
            out.writeLong(word);
        }
    };
    private static final Writing END = out -> {
        out.writeByte('Z');
        out.writeLong(9);
    };

    private static Writing rest(int id) {
        return out -> {
            out.writeByte('S');
            out.writeInt(id);
            out.writeInt(0);
            out.writeInt(0);
            out.writeInt(0);
            out.writeInt(0);
        };
    }

    private static Writing seen(int id, int... options) {
        return out -> {
            out.writeByte('L');
            out.writeInt(id);
            out.writeInt(options.length);
            for (int option : options) {
                out.writeInt(option);
            }
            out.writeInt(options.length);
            out.writeInt(1);
            out.writeLong(0);
            out.writeLong(4);
        };
    }

    private static Writing edge(int from, int choice, int to) {
        return out -> {
            out.writeByte('E');
            out.writeInt(from);
            out.writeInt(choice);
            out.writeInt(to);
        };
    }

    private static Writing between(int id, int choices) {
        return out -> {
            out.writeByte('B');
            out.writeInt(id);
            out.writeInt(choices);
        };
    }

    @Test
    void whole() throws IOException {
        Recording r = read(
                between(0, 1),
                edge(-1, 0, 0),
                MACHINE,
                BESIDE,
                rest(1),
                edge(0, 0, 1),
                seen(2, 7),
                edge(1, 0, 2),
                out -> {
                    out.writeByte('P');
                    out.writeInt(2);
                    out.writeInt(1);
                    out.writeInt(0);
                    out.writeLong(6);
                },
                edge(2, 0, 1),
                END);
        assertThat(r.missing()).isNull();
        assertThat(r.initial()).isEqualTo(1);
        assertThat(r.machines())
                .singleElement()
                .satisfies(m -> assertThat(m.words()).containsExactly(5));
        assertThat(r.besides()).singleElement().satisfies(b -> {
            assertThat(b.position()).isEqualTo(1);
            assertThat(b.fired()).containsExactly(0, 3);
            assertThat(b.remaining()).isEmpty();
            assertThat(b.turns()).containsExactly(4);
            assertThat(b.incarnation()).isEqualTo(2);
            assertThat(b.partner()).isEqualTo(7);
            assertThat(b.told()).containsExactly(1);
            assertThat(b.octets()).isEmpty();
        });
        assertThat(r.seen()[2]).satisfies(s -> {
            assertThat(s.options()).containsExactly(7);
            assertThat(s.marked(2)).isTrue();
            assertThat(s.marked(1)).isFalse();
        });
        int back = r.edges().of(2, 0);
        assertThat(r.edges().target(back)).isEqualTo(1);
        assertThat(r.edges().step(back).overflows()).isEqualTo(2);
        assertThat(r.edges().step(back).sent()).containsExactly(0);
        assertThat(r.edges().step(back).broken()).containsExactly(6);
        assertThat(r.edges().step(r.edges().of(1, 0)).sent()).isEmpty();
    }

    @Test
    void oneThatBreaksOff() throws IOException {
        assertThat(read(MACHINE, BESIDE, rest(0)).missing()).contains("breaks off");
        assertThat(read(out -> out.writeByte('S'), out -> out.writeShort(0)).missing())
                .contains("breaks off");
    }

    @Test
    void aProgramThatNeverBegan() throws IOException {
        assertThat(read(between(0, 1), END).missing()).contains("never came to its first state");
    }

    /** JPF says that it has finished, and has left a choice out. */
    @Test
    void aTransitionThatWasNotTaken() throws IOException {
        assertThat(read(MACHINE, BESIDE, rest(0), seen(1, 7, 8), edge(0, 0, 1), edge(1, 0, 0), END)
                        .missing())
                .contains("not every transition was taken");
        assertThat(read(MACHINE, BESIDE, rest(0), seen(1, 7, 8), edge(0, 0, 1), edge(1, 0, 0), edge(1, 1, 0), END)
                        .missing())
                .isNull();
        assertThat(read(MACHINE, BESIDE, rest(0), END).missing()).contains("JPF's state 0");
    }

    @Test
    void errors() throws IOException {
        Recording r = read(
                MACHINE,
                BESIDE,
                rest(0),
                out -> {
                    out.writeByte('X');
                    out.writeInt(-2);
                    out.writeUTF("java.lang.AssertionError: in-step");
                    out.writeByte(2);
                    out.writeLong(2);
                },
                edge(0, 0, -2),
                out -> {
                    out.writeByte('X');
                    out.writeInt(-3);
                    out.writeUTF("java.lang.NullPointerException");
                    out.writeByte(0);
                },
                edge(0, 1, -3),
                END);
        assertThat(r.errors())
                .extracting(Recording.Failure::cause)
                .containsExactly(Recording.Failure.Cause.STATE, Recording.Failure.Cause.FAULT);
        assertThat(Failures.watches(r)).containsExactlyInAnyOrder(0, 1);
        assertThat(r.edges().target(r.edges().of(0, 1))).isEqualTo(-3);
    }

    @Test
    void whatItIsNot() throws IOException {
        Path other = folder.resolve("other");
        Files.writeString(other, "something else");
        assertThatThrownBy(() -> RecordingReader.read(other, 1, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another version");
        assertThatThrownBy(() -> read(out -> out.writeByte('?'))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(MACHINE, MACHINE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("out of order");
        assertThat(RecordingReader.read(folder.resolve("none"), 1, 3).missing()).contains("breaks off");
    }
}
