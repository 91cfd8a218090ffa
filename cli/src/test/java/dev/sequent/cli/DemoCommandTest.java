package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sequent demo} without a namespace; {@link NamespaceTest} has the other one. */
class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void twoStacksInVirtualTime() throws IOException {
        Run run = Sequent.run("demo", "--in-process", "--bytes", "200kB", "--captures", folder.toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "check handshake",
                        "holds (exhaustive)",
                        "core ",
                        "200,000 octets there and back, SHA-256 equal")
                .contains("lasted 60.0 virtual seconds", "connection reset")
                .containsPattern("CLOSED +<-- <SEQ=\\d+><ACK=\\d+><CTL=ACK><WND=\\d+> +<-- TIME-WAIT")
                .contains(folder.resolve("clean.pcapng").toString())
                .doesNotContain("✗", "\u001b");
        try (var left = Files.list(folder)) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("clean.pcapng", "bad.pcapng");
        }
    }

    @Test
    void wrongUse() {
        assertThat(Sequent.run("demo", "--bytes", "8X").err())
                .contains("a number of octets like 500000, 64KiB or 8MiB, not '8X'");
        assertThat(Sequent.run("demo", "--bytes", "8X").code()).isEqualTo(2);
        assertThat(Sequent.run("demo", "--bytes", "0").code()).isEqualTo(2);
    }

    @Test
    void noPlaceForTheCaptures() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Run run = Sequent.run(
                "demo", "--in-process", "--captures", file.resolve("in").toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("no place for the captures", "--captures DIR");
    }
}
